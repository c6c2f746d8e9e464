package dev.firstfault.collectors.pool;

import dev.firstfault.signals.HolderState;

/** What a thread that holds a connection is doing, by its stack. */
final class HolderStack {

    /** Where threads of executors wait for their next task: the JDK's, timers, Jetty, event loops. */
    private static final String[] IDLE = {
        "java.util.concurrent.ThreadPoolExecutor.getTask",
        "java.util.concurrent.ForkJoinPool.awaitWork",
        "java.util.TimerThread.mainLoop",
        "org.eclipse.jetty.util.thread.QueuedThreadPool.idleJobPoll",
        "io.netty.channel.nio.NioEventLoop.select",
    };

    /** Packages of JDBC drivers: below one of them a thread waits for the answer to a statement. */
    private static final String[] DRIVERS = {
        "org.mariadb.jdbc.",
        "com.mysql.",
        "org.postgresql.",
        "oracle.jdbc.",
        "com.microsoft.sqlserver.jdbc.",
        "org.apache.derby.",
        "org.h2.",
    };

    /** Native calls that wait although the thread counts as runnable. */
    private static final String[] NATIVE_WAITS = {
        "socketRead0", "socketAccept", "socketConnect", "connect0", "poll", "epollWait", "read0", "accept0", "wait0",
    };

    private HolderStack() {}

    /**
     * The state of a thread that is alive.
     *
     * @param statementRuns whether a statement is known to run on the connection
     * @param holdsMore whether the thread checked out another connection of the pool later
     */
    static HolderState state(Thread.State thread, StackTraceElement[] stack, boolean statementRuns, boolean holdsMore) {
        if (statementRuns) {
            return HolderState.IN_STATEMENT;
        }
        if (stack.length == 0) {
            return thread == Thread.State.TERMINATED ? HolderState.ENDED : HolderState.UNKNOWN;
        }
        if (holdsMore || isIdle(stack)) {
            return HolderState.ELSEWHERE;
        }
        if (thread == Thread.State.BLOCKED) {
            return HolderState.BLOCKED;
        }
        boolean waits = thread != Thread.State.RUNNABLE || isNativeWait(stack[0]);
        if (waits && isInDriver(stack)) {
            return HolderState.IN_STATEMENT;
        }
        return waits ? HolderState.WAITING : HolderState.RUNNING;
    }

    private static boolean isIdle(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            for (String idle : IDLE) {
                int dot = type.length();
                if (idle.length() == dot + 1 + frame.getMethodName().length()
                        && idle.startsWith(type)
                        && idle.endsWith(frame.getMethodName())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNativeWait(StackTraceElement innermost) {
        for (String method : NATIVE_WAITS) {
            if (innermost.isNativeMethod() && innermost.getMethodName().equals(method)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInDriver(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            for (String driver : DRIVERS) {
                if (frame.getClassName().startsWith(driver)) {
                    return true;
                }
            }
        }
        return false;
    }
}
