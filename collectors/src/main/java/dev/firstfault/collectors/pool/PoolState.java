package dev.firstfault.collectors.pool;

import dev.firstfault.collectors.Burst;
import dev.firstfault.collectors.jdbc.ErrorText;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Histogram;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of one pool. Thread-safe; {@link #tick} and what it uses belong to the agent's thread. */
final class PoolState {

    /** A pool that only works, without waits and without change, is worth a record now and then. */
    private static final int QUIET_SECONDS = 10;

    private final String name;
    private final Resource resource;
    private final HikariView view;
    private final PoolMeters meters;
    private final SignalSink sink;
    private final Counter timeouts;
    private final Histogram acquire;
    private final Histogram hikariAcquire;
    private final Histogram usage;

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger endedWaits = new AtomicInteger();
    private final AtomicLong longestWaitNanos = new AtomicLong();
    private final Burst timeoutBurst = new Burst();
    private volatile boolean closed;

    private final PoolLevels levels = new PoolLevels();
    private long instantCheckouts;
    private long longestHoldNanos;
    private long lastActiveAndIdle = -1;
    private long lastPendingAndMaximum = -1;
    private int quietSeconds;

    PoolState(String name, HikariView view, PoolMeters meters, SignalSink sink) {
        this.name = name;
        this.resource = new Resource(ResourceKind.POOL, name);
        this.view = view;
        this.meters = meters;
        this.sink = sink;
        this.timeouts = meters.timeouts.with(name);
        this.acquire = meters.acquire.with(name);
        this.hikariAcquire = meters.hikariAcquire.with(name);
        this.usage = meters.usage.with(name);
    }

    String name() {
        return name;
    }

    boolean isOf(Object pool) {
        return view.isOf(pool);
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

    /** A wait ended, with a connection or without. */
    void waitEnded(long waitedNanos) {
        waiting.decrementAndGet();
        waited(waitedNanos);
    }

    private void waited(long nanos) {
        acquire.observe(nanos);
        hikariAcquire.observe(nanos);
        endedWaits.incrementAndGet();
        long longest = longestWaitNanos.get();
        while (nanos > longest && !longestWaitNanos.compareAndSet(longest, nanos)) {
            longest = longestWaitNanos.get();
        }
    }

    void timedOut(long waitedNanos, SQLException thrown) throws ReflectiveOperationException {
        timeouts.increment();
        if (!timeoutBurst.admits(waitedNanos)) {
            return;
        }
        PoolLevels now = new PoolLevels();
        view.read(now);
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
                        thrown.getSQLState(),
                        thrown.getErrorCode(),
                        Thread.currentThread().getName(),
                        ErrorText.frames(thrown)));
    }

    void addInstantCheckouts(long count) {
        instantCheckouts += count;
    }

    void addHolds(int bucket, long count, long nanos) {
        usage.add(bucket, count, nanos);
    }

    void longestHold(long nanos) {
        longestHoldNanos = Math.max(longestHoldNanos, nanos);
    }

    /** After the entries were folded: publishes the second. */
    void tick() throws ReflectiveOperationException {
        if (instantCheckouts > 0) {
            acquire.add(0, instantCheckouts, 0);
            hikariAcquire.add(0, instantCheckouts, 0);
        }
        long checkouts = instantCheckouts + endedWaits.getAndSet(0);
        long longestWait = longestWaitNanos.getAndSet(0);
        long longestHold = longestHoldNanos;
        instantCheckouts = 0;
        longestHoldNanos = 0;
        int moreTimeouts = timeoutBurst.takeExcess();
        timeoutBurst.refill();
        if (!view.read(levels)) {
            return;
        }
        publishLevels();
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
        recordState(checkouts, longestWait, longestHold);
    }

    private void publishLevels() {
        meters.total.with(name).set(levels.total());
        meters.active.with(name).set(levels.active());
        meters.idle.with(name).set(levels.idle());
        meters.pending.with(name).set(levels.pending());
        meters.maximum.with(name).set(levels.maximum());
        meters.minimum.with(name).set(levels.minimumIdle());
        meters.jdbcActive.with(name).set(levels.active());
        meters.jdbcIdle.with(name).set(levels.idle());
        meters.jdbcMaximum.with(name).set(levels.maximum());
        meters.jdbcMinimum.with(name).set(levels.minimumIdle());
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
