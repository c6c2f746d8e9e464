package org.example.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What the service does with its heap besides serving. */
final class Memory {
    private static final int KILOBYTE = 1024;
    private static final int BEATS_PER_SECOND = 50;

    private final List<byte[]> kept = new ArrayList<>();
    private volatile byte[] latest = new byte[0];

    /** Makes so much garbage a second, for ever. */
    void litter(int megabytesPerSecond) {
        if (megabytesPerSecond == 0) {
            return;
        }
        Service.daemon("images", () -> {
            while (true) {
                for (int i = 0; i < megabytesPerSecond * KILOBYTE / BEATS_PER_SECOND; i++) {
                    latest = new byte[KILOBYTE];
                }
                LockSupport.parkNanos(1_000_000_000L / BEATS_PER_SECOND);
            }
        });
    }

    /** Keeps so much more for ever. */
    void keep(int megabytes) {
        for (int i = 0; i < megabytes * KILOBYTE; i++) {
            kept.add(new byte[KILOBYTE - 16]);
        }
    }

    /** So that nothing of it counts as unused. */
    @Override
    public String toString() {
        return kept.size() + " kept, the latest " + latest.length;
    }
}
