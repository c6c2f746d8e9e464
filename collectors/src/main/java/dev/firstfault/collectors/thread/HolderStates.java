package dev.firstfault.collectors.thread;

import dev.firstfault.signals.HolderState;

/** Tells from its state and stack what a thread that holds something is doing. Stateless. */
public final class HolderStates {

    private HolderStates() {}

    /** Of a thread; takes its stack, so not for hot paths. */
    public static HolderState of(Thread thread) {
        return of(thread.getState(), thread.getStackTrace());
    }

    /** Of a thread in this state, with this stack, innermost frame first. */
    public static HolderState of(Thread.State state, StackTraceElement[] stack) {
        switch (state) {
            case NEW:
                return HolderState.UNKNOWN;
            case TERMINATED:
                return HolderState.ENDED;
            case BLOCKED:
                return checksOut(stack) ? HolderState.CHECKING_OUT : HolderState.BLOCKED;
            case RUNNABLE:
                return ofRunnable(stack);
            case WAITING:
            case TIMED_WAITING:
                return ofWaiting(stack);
        }
        return HolderState.UNKNOWN;
    }

    private static HolderState ofRunnable(StackTraceElement[] stack) {
        if (stack.length == 0) {
            return HolderState.UNKNOWN;
        }
        if (!StackReader.isSocketRead(stack[0].getClassName(), stack[0].getMethodName())) {
            return HolderState.RUNNING;
        }
        for (StackTraceElement frame : stack) {
            if (CodeOf.jdbcDriver(frame.getClassName())) {
                return HolderState.IN_STATEMENT;
            }
        }
        return HolderState.WAITING;
    }

    /** Whether what waits here is the checkout of a pool: the first frame says so that is no library's. */
    private static boolean checksOut(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            if (!CodeOf.library(type) && !CodeOf.poolPart(type)) {
                return CodeOf.jdbcPool(type);
            }
        }
        return false;
    }

    private static HolderState ofWaiting(StackTraceElement[] stack) {
        if (checksOut(stack)) {
            return HolderState.CHECKING_OUT;
        }
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            String method = frame.getMethodName();
            if (type.equals("java.util.concurrent.locks.ReentrantLock") && method.equals("lock")) {
                return HolderState.BLOCKED;
            }
            if (type.equals("java.util.concurrent.ThreadPoolExecutor") && method.equals("getTask")) {
                return HolderState.ELSEWHERE;
            }
            if (CodeOf.jdbcDriver(type)) {
                return HolderState.IN_STATEMENT;
            }
            if (!CodeOf.library(type)) {
                return HolderState.WAITING;
            }
        }
        return HolderState.WAITING;
    }
}
