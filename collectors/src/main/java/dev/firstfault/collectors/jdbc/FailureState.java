package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Burst;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.meter.Counter;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of one reason for which connects to one target failed. Thread-safe. */
final class FailureState {

    private final ConnectFailure reason;
    private final Counter counter;
    private final Burst burst = new Burst();
    private final AtomicLong firstNanos = new AtomicLong();
    private volatile int lastVendorCode;

    FailureState(ConnectFailure reason, Counter counter) {
        this.reason = reason;
        this.counter = counter;
    }

    /** Counts one; its number, from 1. */
    long occurred(long nowNanos, int vendorCode) {
        counter.increment();
        lastVendorCode = vendorCode;
        firstNanos.compareAndSet(0, nowNanos);
        return counter.value();
    }

    ConnectFailure reason() {
        return reason;
    }

    Burst burst() {
        return burst;
    }

    /** Time from the first occurrence to {@code nowNanos}. */
    long sinceFirstNanos(long nowNanos) {
        return Math.max(0, nowNanos - firstNanos.get());
    }

    int lastVendorCode() {
        return lastVendorCode;
    }
}
