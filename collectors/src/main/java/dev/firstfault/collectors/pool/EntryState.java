package dev.firstfault.collectors.pool;

import dev.firstfault.collectors.jdbc.ConnectionActivity;
import dev.firstfault.signals.meter.Histogram;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one pooled connection, by the pool's own record of it.
 *
 * <p><b>Assumptions:</b> a pooled connection belongs to one thread from checkout to return, and the pool hands it on
 * with a happens-before. <b>Guarantees:</b> so the plain fields need no lock and lose nothing between application
 * threads; the agent's thread may see them a moment late, never torn on 64-bit JVMs, and never a hold with the start of an
 * earlier one. <b>Progress:</b> wait-free.
 */
final class EntryState extends IdentityTable.Slot {

    /** Shorter waits are counted with their connection, without touching what threads share. */
    static final long INSTANT_NANOS = 1_000_000;

    /** Instead of a thread that ended while it held the connection, which is not to be kept for our sake. */
    private static final Object ENDED = new Object();

    private static final AtomicReferenceFieldUpdater<EntryState, Object> HOLDER =
            AtomicReferenceFieldUpdater.newUpdater(EntryState.class, Object.class, "holder");

    private final PoolState pool;
    private final @Nullable ConnectionActivity activity;
    private volatile boolean discarded;

    /** The thread that checked the connection out, {@link #ENDED}, or null while it is in the pool. */
    private volatile @Nullable Object holder;

    private boolean poolClock;
    private long sinceNanos;
    private long instantCheckouts;
    private long instantNanos;
    private long holdNanos;
    private final long[] holds = new long[Histogram.bucketCount()];
    private long longestHoldNanos;
    private int longestHoldSecond;

    // The agent's thread alone: what it has handed on already.
    private long seenInstantCheckouts;
    private long seenInstantNanos;
    private long seenHoldNanos;
    private final long[] seenHolds = new long[Histogram.bucketCount()];
    private long reportedSinceNanos;
    private long reportedNanos;
    private String endedName = "";

    EntryState(Object entry, PoolState pool, @Nullable ConnectionActivity activity) {
        super(entry);
        this.pool = pool;
        this.activity = activity;
    }

    PoolState pool() {
        return pool;
    }

    /** What its statements do, or null where they are not seen. */
    @Nullable
    ConnectionActivity activity() {
        return activity;
    }

    @Override
    boolean isGone() {
        return discarded || super.isGone();
    }

    /** Begins a hold. {@code poolClock}: the pool gave the time, so it will give none at the return. */
    void checkedOut(long nowNanos, boolean poolClock, long waitedNanos) {
        this.poolClock = poolClock;
        sinceNanos = nowNanos;
        if (waitedNanos < INSTANT_NANOS) {
            instantCheckouts++;
            instantNanos += waitedNanos;
        }
        if (activity != null) {
            activity.checkedOut();
        }
        HOLDER.lazySet(this, Thread.currentThread()); // publishes the start to the agent's thread, without a fence
    }

    boolean isOut() {
        return holder != null;
    }

    boolean hasPoolClock() {
        return poolClock;
    }

    /** Ends a hold. The second only tells the longest hold of one second from the next one's. */
    void returned(long nowNanos, int second) {
        HOLDER.lazySet(this, null);
        long held = Math.max(0, nowNanos - sinceNanos);
        holds[Histogram.bucketOf(held)]++;
        holdNanos += held;
        if (held > longestHoldNanos || longestHoldSecond != second) {
            longestHoldNanos = held;
            longestHoldSecond = second;
        }
        if (activity != null) {
            activity.returned();
        }
    }

    void discard() {
        discarded = true;
    }

    /** Agent's thread: hands on to the pool what was new since the last time. */
    void fold(int endingSecond) {
        long checkouts = instantCheckouts;
        long waited = instantNanos;
        pool.addInstantCheckouts(checkouts - seenInstantCheckouts, waited - seenInstantNanos);
        seenInstantCheckouts = checkouts;
        seenInstantNanos = waited;
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

    /** Agent's thread: how long it has been checked out, or -1 while it is in the pool. */
    long heldNanos(long nowNanos) {
        Object now = holder;
        if (now == null) {
            return -1;
        }
        long since = sinceNanos;
        if (now instanceof Thread && !((Thread) now).isAlive()) {
            endedName = ((Thread) now).getName();
            HOLDER.compareAndSet(this, now, ENDED);
        }
        return Math.max(0, nowNanos - since);
    }

    /** Agent's thread: who checked it out; null where that thread has ended, or gave the connection back just now. */
    @Nullable
    Thread holder() {
        Object now = holder;
        return now instanceof Thread ? (Thread) now : null;
    }

    /** Agent's thread: the name of the thread that ended while it held the connection. */
    String endedName() {
        return endedName;
    }

    /** Agent's thread: whether this thread checked the connection out later than {@code other}. */
    boolean isNewerHoldOf(Thread thread, EntryState other) {
        return this != other && pool == other.pool && holder == thread && sinceNanos - other.sinceNanos > 0;
    }

    /** Agent's thread: the age of this very hold that was reported last, 0 where none. */
    long reportedNanos() {
        return reportedSinceNanos == sinceNanos ? reportedNanos : 0;
    }

    void reported(long nanos) {
        reportedSinceNanos = sinceNanos;
        reportedNanos = nanos;
    }
}
