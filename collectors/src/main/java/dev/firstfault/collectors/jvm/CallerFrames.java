package dev.firstfault.collectors.jvm;

import dev.firstfault.collectors.StackLines;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.SignalSink;

/** Who called: the innermost frames that are neither the agent's nor the JDK's way to the exit. */
final class CallerFrames {

    private CallerFrames() {}

    /** The call of {@code method} with {@code status} by the current thread. */
    static ErrorDetail detail(String method, int status, SignalSink sink) {
        StackTraceElement[] stack = new Throwable().getStackTrace();
        Thread thread = Thread.currentThread();
        return new ErrorDetail(
                sink.nanosSinceOrigin(), method, "status " + status, null, 0, thread.getName(), callers(stack));
    }

    /** The frames below the last one of the JDK's exit. */
    static String callers(StackTraceElement[] stack) {
        int from = 0;
        for (int i = 0; i < stack.length; i++) {
            if (isExit(stack[i].getClassName())) {
                from = i + 1;
            }
        }
        return StackLines.from(stack, from);
    }

    private static boolean isExit(String className) {
        return className.equals("java.lang.Runtime")
                || className.equals("java.lang.System")
                || className.equals("java.lang.Shutdown");
    }
}
