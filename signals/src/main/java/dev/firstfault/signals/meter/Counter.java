package dev.firstfault.signals.meter;

import java.util.concurrent.atomic.AtomicLong;

/** A number that only grows. Thread-safe, no lock, no allocation. */
public final class Counter extends Meter {

    private final AtomicLong value = new AtomicLong();

    Counter(String labels) {
        super(labels);
    }

    public void increment() {
        value.incrementAndGet();
    }

    public void add(long amount) {
        value.addAndGet(amount);
    }

    public long value() {
        return value.get();
    }
}
