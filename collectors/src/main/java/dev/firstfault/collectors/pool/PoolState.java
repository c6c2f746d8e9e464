package dev.firstfault.collectors.pool;

import dev.firstfault.collectors.Burst;
import dev.firstfault.collectors.jdbc.ErrorText;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of one pool. Thread-safe; {@link #tick} and what it uses belong to the agent's thread. */
final class PoolState {

    /** A pool that only works, without waits and without change, is worth a record now and then. */
    private static final int QUIET_SECONDS = 10;

    private final String name;
    private final Resource resource;
    private final PoolView view;
    private final PoolSeries series;
    private final SignalSink sink;

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger endedWaits = new AtomicInteger();
    private final AtomicLong longestWaitNanos = new AtomicLong();
    private final Burst timeoutBurst = new Burst();
    private volatile boolean closed;

    private final PoolLevels levels = new PoolLevels();
    private final HeldConnections held;
    private long instantCheckouts;
    private long instantNanos;
    private long longestHoldNanos;
    private long lastActiveAndIdle = -1;
    private long lastPendingAndMaximum = -1;
    private int quietSeconds;

    PoolState(String name, PoolView view, PoolMeters meters, SignalSink sink) {
        this.name = name;
        this.resource = new Resource(ResourceKind.POOL, name);
        this.view = view;
        this.series = new PoolSeries(name, view.isHikari(), meters);
        this.sink = sink;
        this.held = new HeldConnections(resource, sink);
    }

    String name() {
        return name;
    }

    PoolView view() {
        return view;
    }

    PoolSeries series() {
        return series;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isGone() {
        return closed || view.isCollected();
    }

    /** Records that the pool is there. */
    void opened(int targetId) throws ReflectiveOperationException {
        PoolLevels now = new PoolLevels();
        view.read(now);
        sink.record(SignalKind.POOL_OPENED, resource, 0, now.maximum(), now.minimumIdle(), targetId);
    }

    void closed() {
        if (!closed) {
            closed = true;
            sink.record(SignalKind.POOL_CLOSED, resource, 0, 0, 0, 0);
        }
    }

    /** Records that the pool threw away what it had. */
    void cleared() throws ReflectiveOperationException {
        PoolLevels now = new PoolLevels();
        view.read(now);
        sink.record(SignalKind.POOL_CLEARED, resource, 0, now.total(), 0, 0);
    }

    /** Whether any thread is known to wait: if not, a checkout need not look for its own wait. */
    boolean hasWaiting() {
        return waiting.get() != 0;
    }

    void waitBegan() {
        waiting.incrementAndGet();
    }

    void waitWasNone() {
        waiting.decrementAndGet();
    }

    /** A wait was long enough to count on its own. */
    void waited(long nanos) {
        series.waited(nanos);
        endedWaits.incrementAndGet();
        long longest = longestWaitNanos.get();
        while (nanos > longest && !longestWaitNanos.compareAndSet(longest, nanos)) {
            longest = longestWaitNanos.get();
        }
    }

    void timedOut(long waitedNanos, Throwable thrown) throws ReflectiveOperationException {
        series.timedOut();
        if (!timeoutBurst.admits(waitedNanos)) {
            return;
        }
        PoolLevels now = new PoolLevels();
        readLevels(now);
        SQLException sql = thrown instanceof SQLException ? (SQLException) thrown : null;
        sink.record(
                SignalKind.ACQUIRE_TIMED_OUT,
                resource,
                waitedNanos,
                now.activeAndIdle(),
                now.pendingAndMaximum(),
                0,
                1,
                new ErrorDetail(
                        sink.nanosSinceOrigin(),
                        thrown.getClass().getName(),
                        ErrorText.of(thrown.getMessage()),
                        sql == null ? null : sql.getSQLState(),
                        sql == null ? 0 : sql.getErrorCode(),
                        Thread.currentThread().getName(),
                        ErrorText.frames(thrown)));
    }

    void addInstantCheckouts(long count, long nanos) {
        instantCheckouts += count;
        instantNanos += nanos;
    }

    void addHolds(int bucket, long count, long nanos) {
        series.held(bucket, count, nanos);
    }

    void longestHold(long nanos) {
        longestHoldNanos = Math.max(longestHoldNanos, nanos);
    }

    /** What is checked out now, gathered anew each second. */
    HeldConnections held() {
        return held;
    }

    /** After the entries were folded: publishes the second. */
    void tick(IdentityTable<EntryState> entries) throws ReflectiveOperationException {
        if (instantCheckouts > 0) {
            series.waitedNoTime(instantCheckouts, instantNanos);
        }
        long checkouts = instantCheckouts + endedWaits.getAndSet(0);
        long longestWait = longestWaitNanos.getAndSet(0);
        long longestHold = longestHoldNanos;
        instantCheckouts = 0;
        instantNanos = 0;
        longestHoldNanos = 0;
        int moreTimeouts = timeoutBurst.takeExcess();
        timeoutBurst.refill();
        if (!readLevels(levels)) {
            return;
        }
        series.levels(levels, held.oldestNanos());
        if (moreTimeouts > 0) {
            sink.record(
                    SignalKind.ACQUIRE_TIMED_OUT,
                    resource,
                    timeoutBurst.takeLongestNanos(),
                    levels.activeAndIdle(),
                    levels.pendingAndMaximum(),
                    0,
                    moreTimeouts,
                    null);
        }
        held.report(levels, entries);
        recordState(checkouts, longestWait, longestHold);
    }

    private boolean readLevels(PoolLevels into) throws ReflectiveOperationException {
        boolean there = view.read(into);
        if (there && !view.countsPending()) {
            into.setPending(waiting.get());
        }
        return there;
    }

    private void recordState(long checkouts, long longestWait, long longestHold) {
        long activeAndIdle = levels.activeAndIdle();
        long pendingAndMaximum = levels.pendingAndMaximum();
        quietSeconds++;
        boolean changed = activeAndIdle != lastActiveAndIdle || pendingAndMaximum != lastPendingAndMaximum;
        boolean busy = checkouts > 0 && quietSeconds >= QUIET_SECONDS;
        if (!changed && longestWait == 0 && !busy) {
            return;
        }
        quietSeconds = 0;
        lastActiveAndIdle = activeAndIdle;
        lastPendingAndMaximum = pendingAndMaximum;
        sink.record(
                SignalKind.POOL_STATE,
                resource,
                longestWait,
                activeAndIdle,
                pendingAndMaximum,
                Signal.pack((int) Math.min(checkouts, Integer.MAX_VALUE), (int)
                        Math.min(longestHold / 1_000_000, Integer.MAX_VALUE)));
    }
}
