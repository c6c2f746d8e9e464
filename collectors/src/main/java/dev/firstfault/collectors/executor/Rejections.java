package dev.firstfault.collectors.executor;

import dev.firstfault.collectors.Burst;
import dev.firstfault.collectors.StackLines;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** The tasks that one executor turned away for one reason: the first of a second one by one, the rest summed up. */
final class Rejections {

    private final SignalSink sink;
    private final boolean shutDown;
    private final Burst burst = new Burst();
    private volatile @Nullable RefusedClients clients;
    private volatile Rejection last = Rejection.OTHER;

    Rejections(SignalSink sink, boolean shutDown) {
        this.sink = sink;
        this.shutDown = shutDown;
    }

    /** Each task is a client of a server. */
    void areClients(RefusedClients refused) {
        clients = refused;
    }

    /** Records one; on the thread that brought the task. */
    void turnedAway(ThreadPoolExecutor executor, Object task, Rejection outcome, Resource resource) {
        last = outcome;
        RefusedClients refused = clients;
        if (refused != null) {
            refused.refused(task);
        }
        if (!burst.admits(0)) {
            return;
        }
        record(
                resource,
                executor.getActiveCount(), // takes the lock that this thread has just taken to find no thread to add
                executor.getMaximumPoolSize(),
                executor.getQueue().size(),
                1,
                detail(executor, task));
    }

    /** Once a second, on the agent's thread. */
    void sumUp(Resource resource, int active, int maximum, int queued) {
        int more = burst.takeExcess();
        burst.refill();
        if (more > 0) {
            record(resource, active, maximum, queued, more, null);
        }
        RefusedClients refused = clients;
        int sentAway = refused == null ? 0 : refused.takeSentAway();
        if (sentAway > 0) {
            sink.record(SignalKind.CLIENT_TURNED_AWAY, resource, 0, active, maximum, 0, sentAway, null);
        }
    }

    private void record(
            Resource resource, int active, int maximum, int queued, int count, @Nullable ErrorDetail error) {
        sink.record(
                SignalKind.TASK_REJECTED,
                resource,
                0,
                Signal.pack(active, maximum),
                Signal.pack(queued, last.id()),
                shutDown ? 1 : 0,
                count,
                error);
        RefusedClients refused = clients;
        if (refused != null && refused.leaveAtOnce()) {
            sink.record(SignalKind.CLIENT_TURNED_AWAY, resource, 0, active, maximum, 0, count, null);
        }
    }

    private ErrorDetail detail(ThreadPoolExecutor executor, Object task) {
        StackTraceElement[] stack = new Throwable().getStackTrace();
        int from = 0;
        while (from < stack.length && isOnTheWay(stack[from].getClassName())) {
            from++;
        }
        return new ErrorDetail(
                sink.nanosSinceOrigin(),
                executor.getRejectedExecutionHandler().getClass().getName(),
                className(task),
                null,
                0,
                Thread.currentThread().getName(),
                StackLines.from(stack, from));
    }

    private static boolean isOnTheWay(String className) {
        return className.startsWith("dev.firstfault.") || className.startsWith("java.util.concurrent.");
    }

    /** A lambda's class without its number, which is another one at each start. */
    private static String className(Object task) {
        String name = task == null ? "null" : task.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda) + " (lambda)";
    }
}
