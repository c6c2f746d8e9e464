package org.example.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Holds nearly all of its heap from the first moment on, and does nothing. Arguments: MB to hold, in arrays of one; milliseconds to live. */
public final class FullHeapApp {
    private static final List<byte[]> held = new ArrayList<>();

    public static void main(String[] arguments) throws InterruptedException {
        for (int i = Integer.parseInt(arguments[0]); i > 0; i--) {
            held.add(new byte[1 << 20]);
        }
        System.out.println("holds " + held.size());
        TimeUnit.MILLISECONDS.sleep(Long.parseLong(arguments[1]));
    }

    private FullHeapApp() {}
}
