package dev.firstfault.collectors.pool;

import dev.firstfault.signals.meter.Histogram;
import java.lang.ref.WeakReference;

/**
 * What is known of one pooled connection, by the pool's own record of it.
 *
 * <p><b>Assumptions:</b> a pooled connection belongs to one thread from checkout to return, and the pool hands it on
 * with a happens-before. <b>Guarantees:</b> so the plain fields need no lock and lose nothing between application
 * threads; the agent's thread may see them a moment late, never torn on 64-bit JVMs. <b>Progress:</b> wait-free.
 */
final class EntryState extends WeakReference<Object> {

    private final int hash;
    private final PoolState pool;
    private volatile boolean discarded;

    private boolean out;
    private boolean poolClock;
    private long sinceNanos;
    private long instantCheckouts;
    private long holdNanos;
    private final long[] holds = new long[Histogram.bucketCount()];
    private long longestHoldNanos;
    private int longestHoldSecond;

    // What the agent's thread has handed on already.
    private long seenInstantCheckouts;
    private long seenHoldNanos;
    private final long[] seenHolds = new long[Histogram.bucketCount()];

    EntryState(Object entry, int hash, PoolState pool) {
        super(entry);
        this.hash = hash;
        this.pool = pool;
    }

    int hash() {
        return hash;
    }

    PoolState pool() {
        return pool;
    }

    boolean isGone() {
        return discarded || get() == null;
    }

    /** Begins a hold. {@code poolClock}: the pool gave the time, so it will give none at the return. */
    void checkedOut(long nowNanos, boolean poolClock, boolean waited) {
        out = true;
        this.poolClock = poolClock;
        sinceNanos = nowNanos;
        if (!waited) {
            instantCheckouts++;
        }
    }

    boolean isOut() {
        return out;
    }

    boolean hasPoolClock() {
        return poolClock;
    }

    /** Ends a hold. The second only tells the longest hold of one second from the next one's. */
    void returned(long nowNanos, int second) {
        out = false;
        long held = Math.max(0, nowNanos - sinceNanos);
        holds[Histogram.bucketOf(held)]++;
        holdNanos += held;
        if (held > longestHoldNanos || longestHoldSecond != second) {
            longestHoldNanos = held;
            longestHoldSecond = second;
        }
    }

    void discard() {
        discarded = true;
    }

    /** Agent's thread: hands on to the pool what was new since the last time. */
    void fold(int endingSecond) {
        long checkouts = instantCheckouts;
        pool.addInstantCheckouts(checkouts - seenInstantCheckouts);
        seenInstantCheckouts = checkouts;
        long nanos = holdNanos - seenHoldNanos;
        for (int bucket = 0; bucket < holds.length; bucket++) {
            long count = holds[bucket] - seenHolds[bucket];
            if (count > 0) {
                pool.addHolds(bucket, count, nanos);
                seenHolds[bucket] += count;
                seenHoldNanos += nanos;
                nanos = 0;
            }
        }
        if (longestHoldSecond == endingSecond) {
            pool.longestHold(longestHoldNanos);
        }
    }
}
