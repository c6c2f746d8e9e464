package org.example.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * Needs a certain live set from the start, and no more afterwards. Arguments: MB of live set, MB per 10 ms while it fills. With enough
 * heap it prints {@code filled} and goes on serving; with too little it dies while it fills.
 */
public final class SmallHeapApp {
    private static final int MEGABYTE = 1 << 20;
    private static final List<byte[]> live = new ArrayList<>();

    public static void main(String[] arguments) {
        int liveMegabytes = Integer.parseInt(arguments[0]);
        int megabytesPerBeat = Integer.parseInt(arguments[1]);
        Pace pace = Pace.everyMillis(10);
        System.out.println("ready");
        while (live.size() < liveMegabytes) {
            for (int i = 0; i < megabytesPerBeat && live.size() < liveMegabytes; i++) {
                live.add(new byte[MEGABYTE - 64]); // with its header just below a power of two
            }
            pace.await();
        }
        System.out.println("filled");
        while (true) {
            byte[] passing = new byte[256 * 1024];
            live.get(0)[0] = passing[0];
            pace.await();
        }
    }

    private SmallHeapApp() {}
}
