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

    void set(int active, int idle, int total, int pending, int maximum, int minimumIdle) {
        this.active = active;
        this.idle = idle;
        this.total = total;
        this.pending = pending;
        this.maximum = maximum;
        this.minimumIdle = minimumIdle;
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
