package dev.firstfault.collectors.thread;

import dev.firstfault.collectors.StackLines;
import dev.firstfault.signals.WaitKind;

/** What a thread waits for, as its stack says. Immutable. */
final class Wait {

    private final WaitKind kind;
    private final StackTraceElement[] stack;
    private final int within;
    private final int caller;

    /**
     * @param within index of the frame that names what is waited for
     * @param caller index of the frame that wanted it
     */
    Wait(WaitKind kind, StackTraceElement[] stack, int within, int caller) {
        this.kind = kind;
        this.stack = stack;
        this.within = within;
        this.caller = caller;
    }

    WaitKind kind() {
        return kind;
    }

    /** {@code java.util.concurrent.FutureTask.get}. */
    String within() {
        return stack[within].getClassName() + '.' + stack[within].getMethodName();
    }

    StackTraceElement caller() {
        return stack[caller];
    }

    /** From the one that called. */
    String frames() {
        return StackLines.from(stack, caller);
    }

    /** Whether the thread began in a main method. */
    boolean onMain() {
        return stack[stack.length - 1].getMethodName().equals("main");
    }

    /** Whether a worker of a thread pool waits in a task of it. */
    boolean inTaskOfPool() {
        for (int i = stack.length - 1; i > caller; i--) {
            String type = stack[i].getClassName();
            if (type.equals("java.util.concurrent.ThreadPoolExecutor")
                    || type.equals("java.util.concurrent.ForkJoinPool")) {
                return true;
            }
        }
        return false;
    }
}
