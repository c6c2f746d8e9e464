package dev.firstfault.collectors;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how many signals of one kind are recorded one by one; the rest of a second is counted and handed over as one.
 * Thread-safe, lock-free.
 */
public final class Burst {

    /** A second: enough to see the rhythm of retries, too few to flush the black box in a storm. */
    public static final int SINGLES = 20;

    private final AtomicInteger left = new AtomicInteger(SINGLES);
    private final AtomicInteger excess = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();

    /** Whether this one may be recorded on its own; otherwise it is counted. */
    public boolean admits(long durationNanos) {
        if (left.get() > 0 && left.getAndDecrement() > 0) {
            return true;
        }
        long longest = longestNanos.get();
        while (durationNanos > longest && !longestNanos.compareAndSet(longest, durationNanos)) {
            longest = longestNanos.get();
        }
        excess.incrementAndGet();
        return false;
    }

    /** Begins the next second. */
    public void refill() {
        left.set(SINGLES);
    }

    /** How many were counted since the last call. */
    public int takeExcess() {
        return excess.get() == 0 ? 0 : excess.getAndSet(0);
    }

    /** The longest of those counted since the last call, nanoseconds. */
    public long takeLongestNanos() {
        return longestNanos.getAndSet(0);
    }
}
