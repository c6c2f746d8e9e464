package dev.firstfault.collectors.executor;

import dev.firstfault.collectors.Burst;
import dev.firstfault.collectors.StackLines;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import org.jspecify.annotations.Nullable;

/** Event loops of one name. {@link #tick} belongs to the agent's thread, the rest to any. */
final class EventLoopGroup {

    private final Resource resource;
    private final SignalSink sink;
    private final RecordedLevels recorded;
    private final Burst burst = new Burst();
    private final Gauge pending;
    private final Counter rejected;
    private volatile ExecutorLevels levels = new ExecutorLevels();
    private boolean announced;

    EventLoopGroup(String name, EventLoopMeters meters, SignalSink sink, long nowNanos) {
        this.resource = new Resource(ResourceKind.EXECUTOR, name);
        this.sink = sink;
        recorded = new RecordedLevels(sink, nowNanos);
        pending = meters.pending.with(name);
        rejected = meters.rejected.with(name);
    }

    /** The queue of one of its loops is full, and this task is about to be turned away. */
    void rejected(Object loop, Object task) {
        rejected.increment();
        if (burst.admits(0)) {
            record(1, detail(loop, task));
        }
    }

    /** Publishes the second. */
    void tick(ExecutorLevels now, long nowNanos) {
        if (!announced && now.threads > 0) {
            announced = true;
            sink.record(
                    SignalKind.EXECUTOR_OPENED,
                    resource,
                    0,
                    Signal.pack(now.core, now.maximum),
                    now.capacity(),
                    ExecutorKind.EVENT_LOOP.id());
        }
        levels = now;
        pending.set(now.queued);
        recorded.record(resource, now, 0, nowNanos);
        int more = burst.takeExcess();
        burst.refill();
        if (more > 0) {
            record(more, null);
        }
    }

    private void record(int count, @Nullable ErrorDetail error) {
        ExecutorLevels now = levels;
        sink.record(
                SignalKind.TASK_REJECTED,
                resource,
                0,
                Signal.pack(now.active, now.maximum),
                Signal.pack(now.queued, Rejection.ABORTED.id()),
                0,
                count,
                error);
    }

    private ErrorDetail detail(Object loop, Object task) {
        StackTraceElement[] stack = new Throwable().getStackTrace();
        int from = 0;
        while (from < stack.length && isOnTheWay(stack[from].getClassName())) {
            from++;
        }
        return new ErrorDetail(
                sink.nanosSinceOrigin(),
                loop.getClass().getName(),
                String.valueOf(task == null ? null : task.getClass().getName()),
                null,
                0,
                Thread.currentThread().getName(),
                StackLines.from(stack, from));
    }

    private static boolean isOnTheWay(String className) {
        return className.startsWith("dev.firstfault.") || className.contains("netty.util.concurrent.");
    }
}
