package dev.firstfault.collectors.pool;

import dev.firstfault.signals.Signal;

/** How a pool stood at one moment. Reused by its owner; not thread-safe. */
final class PoolLevels {

    private int active;
    private int idle;
    private int total;
    private int pending;
    private int maximum;
    private int minimumIdle;

    /** Negative numbers, by which some pools say "no limit" or are caught between two changes, are none. */
    void set(int active, int idle, int total, int pending, int maximum, int minimumIdle) {
        this.active = Math.max(0, active);
        this.idle = Math.max(0, idle);
        this.total = Math.max(0, total);
        this.pending = Math.max(0, pending);
        this.maximum = maximum < 0 ? Integer.MAX_VALUE : maximum;
        this.minimumIdle = Math.max(0, minimumIdle);
    }

    void setPending(int waiting) {
        pending = waiting;
    }

    int active() {
        return active;
    }

    int idle() {
        return idle;
    }

    int total() {
        return total;
    }

    int pending() {
        return pending;
    }

    int maximum() {
        return maximum;
    }

    int minimumIdle() {
        return minimumIdle;
    }

    /** As {@code v1} of a pool's signals. */
    long activeAndIdle() {
        return Signal.pack(active, idle);
    }

    /** As {@code v2} of a pool's signals. */
    long pendingAndMaximum() {
        return Signal.pack(pending, maximum);
    }
}
