package dev.firstfault.signals.meter;

import java.util.concurrent.atomic.AtomicLong;

/** Time that only grows: nanoseconds in, seconds in an exposition. Thread-safe, no lock, no allocation. */
public final class TimeCounter extends Meter {

    private final AtomicLong nanos = new AtomicLong();

    TimeCounter(String labels) {
        super(labels);
    }

    public void add(long moreNanos) {
        nanos.addAndGet(moreNanos);
    }

    public long nanos() {
        return nanos.get();
    }
}
