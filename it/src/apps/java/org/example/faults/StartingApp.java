package org.example.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts as servers do: loads class after class, and builds what it needs to serve. Arguments: MB that it needs; ms that the start takes.
 * With enough heap it prints {@code started} and ends.
 */
public final class StartingApp {
    private static final int CLASSES = 4_000;
    private static final List<Object> needed = new ArrayList<>();

    public static void main(String[] arguments) throws IOException {
        int megabytes = Integer.parseInt(arguments[0]);
        int beats = Integer.parseInt(arguments[1]) / 10;
        System.out.println("ready");
        CopyingLoader loader = new CopyingLoader();
        Pace pace = Pace.everyMillis(10);
        int classes = 0;
        long kilobytes = 0;
        for (int beat = 1; beat <= beats; beat++) {
            for (; classes < CLASSES * beat / beats; classes++) {
                needed.add(loader.define(CopyingLoader.name(classes)));
            }
            for (; kilobytes < megabytes * 1024L * beat / beats; kilobytes += 32) {
                needed.add(new byte[32 * 1024]);
            }
            pace.await();
        }
        System.out.println("started");
    }

    private StartingApp() {}
}
