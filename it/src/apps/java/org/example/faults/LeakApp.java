package org.example.faults;

import java.util.ArrayList;
import java.util.List;

/** Leaks: every request retains some memory, at a constant pace, until the heap is full. Arguments: KB per request, ms between requests. */
public final class LeakApp {
    private static final List<byte[]> retained = new ArrayList<>();

    public static void main(String[] arguments) {
        int bytesPerRequest = Integer.parseInt(arguments[0]) * 1024;
        Pace pace = Pace.everyMillis(Long.parseLong(arguments[1]));
        System.out.println("ready");
        while (true) {
            serve(bytesPerRequest);
            pace.await();
        }
    }

    private static void serve(int bytes) {
        byte[] passing = new byte[bytes]; // a request's own garbage, so that there are collections to look at
        byte[] kept = new byte[bytes];
        kept[0] = passing[bytes - 1];
        retained.add(kept);
    }

    private LeakApp() {}
}
