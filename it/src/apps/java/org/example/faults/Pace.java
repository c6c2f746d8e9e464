package org.example.faults;

import java.util.concurrent.locks.LockSupport;

/** A constant pace, so that a curve shows the fault and not the load. */
final class Pace {
    private final long intervalNanos;
    private long next = System.nanoTime();

    private Pace(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    static Pace everyMillis(long millis) {
        return new Pace(millis * 1_000_000);
    }

    /** Waits until the next beat is due; beats that were missed are not made up for. */
    void await() {
        next = Math.max(next + intervalNanos, System.nanoTime() - intervalNanos);
        for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
