package dev.firstfault.collectors.executor;

import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one executor. {@link #tick} belongs to the agent's thread, the rest to any. Never keeps the executor
 * alive for longer than to the next tick.
 */
final class ExecutorState extends WeakReference<Object> {

    private static final AtomicIntegerFieldUpdater<ExecutorState> ANNOUNCED =
            AtomicIntegerFieldUpdater.newUpdater(ExecutorState.class, "announced");

    private final int hash;
    private final ExecutorKind kind;
    private final SignalSink sink;
    private final RecordedLevels recorded;
    private final Rejections rejections;
    private final Rejections lateRejections;
    private final ExecutorLevels levels = new ExecutorLevels();

    private volatile @Nullable Throwable metAt;
    private volatile @Nullable ExecutorSeries series;
    private volatile Resource resource;
    private volatile int announced;
    private volatile boolean started;
    private volatile boolean closed;
    private volatile boolean retired;
    private volatile boolean countsFromZero;
    private volatile long finalCompleted;
    private volatile @Nullable ThreadFactory factoryOfClosed;
    private volatile @Nullable String served;

    private volatile @Nullable ExecutorView view;
    private boolean closedIsRecorded;
    private volatile boolean sleeping;
    private long completed;
    private boolean isSaturated;
    private long saturatedSinceNanos;
    private long lastTickNanos;
    private volatile long lastWorkNanos;

    /** {@code metAt}: where it was constructed or started a thread; null where it was found otherwise. */
    ExecutorState(
            Object executor,
            ExecutorKind kind,
            @Nullable Throwable metAt,
            ReferenceQueue<Object> collected,
            SignalSink sink,
            long nowNanos,
            Resource unnamed) {
        super(executor, collected);
        this.hash = System.identityHashCode(executor);
        this.kind = kind;
        this.metAt = metAt;
        this.started = metAt == null;
        this.sink = sink;
        this.resource = unnamed;
        this.lastWorkNanos = nowNanos;
        this.lastTickNanos = nowNanos;
        this.recorded = new RecordedLevels(sink, nowNanos);
        this.rejections = new Rejections(sink, false);
        this.lateRejections = new Rejections(sink, true);
    }

    /** The hash first: to look at a reference can keep what it refers to from being collected. */
    boolean isOf(Object executor, int identityHash) {
        return hash == identityHash && get() == executor;
    }

    /** The stack that it was constructed in, or started a thread in; empty where neither was seen. */
    StackTraceElement[] stack() {
        Throwable seen = metAt;
        return seen == null ? new StackTraceElement[0] : seen.getStackTrace();
    }

    boolean isNamed() {
        return series != null;
    }

    /** Gives it its name, once. {@code young}: we saw it being constructed. */
    void named(ExecutorSeries given, Resource name, boolean young) {
        resource = name;
        series = given;
        countsFromZero = young;
        metAt = null;
    }

    /** It runs a server's clients. */
    void serves(String name, RefusedClients refused) {
        served = name;
        started = true;
        rejections.areClients(refused);
    }

    /** What it serves, where it is known to be a server's. */
    @Nullable
    String served() {
        return served;
    }

    /** On the agent's thread: an executor that was named before its server was constructed is named, and announced, anew. */
    void forgetOutdatedName() {
        String now = served;
        if (now != null && isNamed() && !resource.name().startsWith(now)) {
            retire();
            retired = false;
            series = null;
            view = null;
            announced = 0;
        }
    }

    Resource resource() {
        return resource;
    }

    @Nullable
    ExecutorSeries series() {
        return series;
    }

    /** It starts a thread. */
    void started() {
        started = true;
        sleeping = false;
    }

    boolean hasStarted() {
        return started;
    }

    /** How dear it would be to lose sight of it: the longer it has been idle, the less. */
    long idleNanos(long nowNanos) {
        ExecutorView known = view;
        if (retired || !started || (known != null && known.threads() == 0)) {
            return Long.MAX_VALUE;
        }
        return nowNanos - lastWorkNanos;
    }

    boolean isForkJoin() {
        return kind == ExecutorKind.FORK_JOIN;
    }

    /** It was shut down. */
    void closing() {
        closed = true;
    }

    /** It was shut down, or its last thread ends: called under its own lock then. */
    void closing(ThreadPoolExecutor executor) {
        if (!isNamed()) {
            factoryOfClosed = executor.getThreadFactory();
        }
        if (ThreadPoolView.hasItsOwnGetters(executor.getClass())) {
            finalCompleted = executor.getCompletedTaskCount();
        }
        closed = true;
    }

    /** What made the threads of one that was shut down before it had a name. */
    @Nullable
    ThreadFactory factoryOfClosed() {
        return factoryOfClosed;
    }

    void turnedAway(ThreadPoolExecutor executor, Object task, Rejection outcome, boolean shutDown) {
        ExecutorSeries counted = series;
        if (counted instanceof ThreadPoolSeries) {
            ((ThreadPoolSeries) counted).rejected(outcome, shutDown);
        }
        if (announced == 0) {
            ExecutorLevels now = new ExecutorLevels();
            now.core = executor.getCorePoolSize();
            now.maximum = executor.getMaximumPoolSize();
            now.queued = executor.getQueue().size();
            now.room = executor.getQueue().remainingCapacity();
            announce(now, kind());
        }
        (shutDown ? lateRejections : rejections).turnedAway(executor, task, outcome, resource);
    }

    /** Whether there is nothing to read, so that the executor can be left untouched. */
    boolean isAsleep() {
        ExecutorView known = view;
        return known != null && sleeping && known.threads() == 0 && closed == closedIsRecorded && !known.isTerminated();
    }

    boolean isRetired() {
        return retired;
    }

    /** Begins to read it. */
    void read(ExecutorView from, Object executor) throws ReflectiveOperationException {
        view = from;
        from.read(executor, levels);
        if (!countsFromZero) {
            completed = levels.completed;
            recorded.completedBefore(levels.completed);
        }
        announce(levels, kind());
    }

    private ExecutorKind kind() {
        return served == null ? kind : ExecutorKind.SERVER;
    }

    /** Records that it is there, once. */
    private void announce(ExecutorLevels now, ExecutorKind kind) {
        if (ANNOUNCED.compareAndSet(this, 0, 1)) {
            sink.record(
                    SignalKind.EXECUTOR_OPENED,
                    resource,
                    0,
                    Signal.pack(now.core, now.maximum),
                    now.capacity(),
                    kind.id());
        }
    }

    boolean isRead() {
        return view != null;
    }

    /** Publishes the second. */
    void tick(Object executor, long nowNanos) throws ReflectiveOperationException {
        ExecutorView from = view;
        ExecutorSeries into = series;
        if (from == null || into == null) {
            return;
        }
        from.read(executor, levels);
        sleeping = levels.threads == 0;
        countCompleted(into, levels.completed, nowNanos);
        if (levels.active > 0 || levels.queued > 0) {
            lastWorkNanos = nowNanos;
        }
        long saturatedNanos = saturation(into, nowNanos);
        into.publish(levels);
        recorded.record(resource, levels, saturatedNanos, nowNanos);
        recordClosed();
        if (from.isTerminated()) {
            retire();
        }
    }

    /** Once a second, also while it sleeps. */
    void sumUpRejections() {
        rejections.sumUp(resource, levels.active, levels.maximum, levels.queued);
        lateRejections.sumUp(resource, levels.active, levels.maximum, levels.queued);
    }

    /** The executor was collected: says what is still to be said of it. */
    void finish(long nowNanos) {
        sumUpRejections();
        ExecutorSeries into = series;
        if (into != null && !retired) {
            announce(levels, kind());
            countCompleted(into, finalCompleted, nowNanos);
            recordClosed();
            retire();
        }
    }

    /** Gives its name back. */
    private void retire() {
        ExecutorSeries left = series;
        if (left != null) {
            left.use(false);
            left.forgetLevels();
        }
        retired = true;
    }

    private void recordClosed() {
        if (closed && !closedIsRecorded) {
            closedIsRecorded = true;
            factoryOfClosed = null;
            sink.record(SignalKind.EXECUTOR_CLOSED, resource, 0, 0, 0, 0);
        }
    }

    private void countCompleted(ExecutorSeries into, long now, long nowNanos) {
        long total = Math.max(now, finalCompleted);
        if (total > completed) {
            into.completed(total - completed);
            completed = total;
            lastWorkNanos = nowNanos;
        }
    }

    /** For how long it has been saturated; a nanosecond at least where it is. */
    private long saturation(ExecutorSeries into, long nowNanos) {
        long sinceLast = nowNanos - lastTickNanos;
        lastTickNanos = nowNanos;
        if (!levels.isSaturated()) {
            isSaturated = false;
            return 0;
        }
        if (isSaturated) {
            into.saturated(sinceLast);
        } else {
            isSaturated = true;
            saturatedSinceNanos = nowNanos;
        }
        return Math.max(1, nowNanos - saturatedSinceNanos);
    }
}
