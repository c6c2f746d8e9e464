package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.SignalSink;

/** Who called: the innermost frames that are neither the agent's nor the JDK's way to the exit. */
final class CallerFrames {

    /** As {@link ErrorDetail#frames()} promises. */
    static final int MOST = 8;

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
        return lines(stack, from);
    }

    static String lines(StackTraceElement[] stack, int from) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < stack.length && i < from + MOST; i++) {
            if (i > from) {
                lines.append('\n');
            }
            append(lines, stack[i]);
        }
        return lines.toString();
    }

    /** As JDK 8 prints it, on every version: without loader and module. */
    private static void append(StringBuilder lines, StackTraceElement frame) {
        lines.append(frame.getClassName()).append('.').append(frame.getMethodName());
        String file = frame.getFileName();
        if (frame.isNativeMethod()) {
            lines.append("(Native Method)");
        } else if (file == null) {
            lines.append("(Unknown Source)");
        } else {
            lines.append('(').append(file);
            if (frame.getLineNumber() >= 0) {
                lines.append(':').append(frame.getLineNumber());
            }
            lines.append(')');
        }
    }

    private static boolean isExit(String className) {
        return className.equals("java.lang.Runtime")
                || className.equals("java.lang.System")
                || className.equals("java.lang.Shutdown");
    }
}
