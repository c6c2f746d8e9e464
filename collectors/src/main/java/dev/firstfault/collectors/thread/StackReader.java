package dev.firstfault.collectors.thread;

import dev.firstfault.signals.WaitKind;
import org.jspecify.annotations.Nullable;

/**
 * Tells from its stack what a thread that stays where it is waits for. Most such threads are at rest: workers without a
 * task, acceptors, selectors, a main that waits for the end. Stateless.
 */
final class StackReader {

    private StackReader() {}

    /** What a thread in {@link Thread.State#WAITING} waits for; null where it is at rest. */
    static @Nullable Wait ofWaiting(StackTraceElement[] stack) {
        WaitKind kind = null;
        int within = 0;
        boolean resting = false;
        for (int i = 0; i < stack.length; i++) {
            String type = stack[i].getClassName();
            String method = stack[i].getMethodName();
            if (isRest(type, method)) {
                return null;
            }
            WaitKind found = kindOf(type, method);
            if (found != null) {
                kind = kind == null || found != WaitKind.FUTURE ? found : kind;
                within = i;
                resting &= found != WaitKind.CONNECTION;
            } else if (isQueueTake(type, method)) {
                resting = true;
            } else if (!CodeOf.library(type)) {
                if (resting) {
                    return null;
                }
                // A wait without a name of its own is the method of the JDK that was called.
                return kind == null
                        ? new Wait(WaitKind.OTHER, stack, Math.max(0, i - 1), i)
                        : new Wait(kind, stack, within, i);
            }
        }
        return null;
    }

    /** What a thread that runs native code, and uses no CPU, waits for; null where it is at rest. */
    static @Nullable Wait ofNative(StackTraceElement[] stack) {
        if (stack.length == 0) {
            return null;
        }
        String type = stack[0].getClassName();
        String method = stack[0].getMethodName();
        if (isOutput(type, method)) {
            return new Wait(WaitKind.OUTPUT, stack, 0, callerOf(stack));
        }
        return isSocketRead(type, method) ? ofSocketRead(stack) : null;
    }

    /** Whether the thread's read has a limit that the stack shows: since JDK 13 it does. */
    static boolean isTimed(StackTraceElement[] stack) {
        for (int i = 0; i < Math.min(stack.length, 6); i++) {
            if (stack[i].getMethodName().equals("timedRead")) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Wait ofSocketRead(StackTraceElement[] stack) {
        if (isTimed(stack)) {
            return null;
        }
        for (StackTraceElement frame : stack) {
            if (isListener(frame.getClassName(), frame.getMethodName())) {
                return null;
            }
        }
        for (StackTraceElement frame : stack) {
            if (CodeOf.requester(frame.getClassName())) {
                return new Wait(WaitKind.SOCKET_READ, stack, 0, callerOf(stack));
            }
        }
        return null;
    }

    /** Reads that wait for what the peer may never have to say. */
    private static boolean isListener(String type, String method) {
        return type.startsWith("redis.clients.jedis.JedisPubSub")
                || type.startsWith("org.postgresql.replication.")
                || type.startsWith("com.mongodb.internal.connection.DefaultServerMonitor")
                || method.equals("getNotifications");
    }

    static boolean isSocketRead(String type, String method) {
        return (type.equals("java.net.SocketInputStream") && method.equals("socketRead0"))
                || (type.equals("sun.nio.ch.Net") && method.equals("poll"))
                || (type.equals("sun.nio.ch.SocketDispatcher") && method.equals("read0"));
    }

    private static boolean isOutput(String type, String method) {
        switch (type) {
            case "java.io.FileOutputStream":
            case "java.io.RandomAccessFile":
                return method.startsWith("write");
            case "java.io.FileDescriptor":
                return method.startsWith("sync");
            case "sun.nio.ch.FileDispatcherImpl":
            case "sun.nio.ch.UnixFileDispatcherImpl":
                return method.startsWith("write") || method.startsWith("pwrite") || method.startsWith("force");
            default:
                return false;
        }
    }

    /** The first frame of the application, or the outermost where a library's own thread writes. */
    private static int callerOf(StackTraceElement[] stack) {
        for (int i = 0; i < stack.length; i++) {
            String type = stack[i].getClassName();
            if (!CodeOf.library(type) && !CodeOf.requester(type) && !CodeOf.pool(type)) {
                return i;
            }
        }
        return 0;
    }

    private static @Nullable WaitKind kindOf(String type, String method) {
        if (type.equals("scala.concurrent.Await$") || type.equals("scala.concurrent.Await")) {
            return WaitKind.AWAIT;
        }
        if (CodeOf.pool(type)) {
            return WaitKind.CONNECTION;
        }
        String simple = type.substring(type.lastIndexOf('.') + 1);
        boolean future = simple.contains("Future") || simple.contains("Promise") || simple.equals("ForkJoinTask");
        return future && isFutureWait(method) ? WaitKind.FUTURE : null;
    }

    private static boolean isFutureWait(String method) {
        return method.startsWith("get")
                || method.startsWith("join")
                || method.startsWith("await")
                || method.startsWith("sync")
                || method.startsWith("result")
                || method.startsWith("ready")
                || method.startsWith("tryAwait")
                || method.startsWith("waiting")
                || method.startsWith("invoke");
    }

    /** A consumer without work; but some pools keep their connections in queues. */
    private static boolean isQueueTake(String type, String method) {
        return type.startsWith("java.util.concurrent.")
                && (type.contains("Queue") || type.contains("Deque"))
                && (method.startsWith("take") || method.startsWith("poll") || method.startsWith("transfer"));
    }

    private static boolean isRest(String type, String method) {
        switch (type) {
            case "java.util.concurrent.ThreadPoolExecutor":
                return method.equals("getTask") || method.equals("awaitTermination");
            case "java.util.concurrent.ForkJoinPool":
                return method.startsWith("awaitWork") || method.startsWith("awaitTermination");
            case "java.lang.Thread":
                return method.startsWith("join");
            case "java.lang.ProcessImpl":
            case "java.lang.UNIXProcess":
            case "java.lang.ref.ReferenceQueue":
            case "java.util.TimerThread":
            // A job of Spark, which takes as long as it takes.
            case "org.apache.spark.scheduler.DAGScheduler":
                return true;
            default:
                // Parallel streams wait for their own computation.
                return type.startsWith("java.util.stream.") || type.startsWith("java.lang.ref.");
        }
    }
}
