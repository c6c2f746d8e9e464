package dev.firstfault.collectors;

import dev.firstfault.signals.ErrorDetail;

/** Frames of a stack as the box keeps them. */
public final class StackLines {

    /** As {@link ErrorDetail#frames()} promises. */
    public static final int MOST = 8;

    private StackLines() {}

    /** The frames from this one on, one a line, at most {@link #MOST}. */
    public static String from(StackTraceElement[] stack, int from) {
        return from(stack, from, MOST);
    }

    /** The frames from this one on, one a line, at most so many. */
    public static String from(StackTraceElement[] stack, int from, int most) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < stack.length && i < from + most; i++) {
            if (i > from) {
                lines.append('\n');
            }
            append(lines, stack[i]);
        }
        return lines.toString();
    }

    /** The innermost frame, and those from the first on that is not the JDK's: what waits does so in the same few ways. */
    public static String ofWaiting(StackTraceElement[] stack) {
        int from = 0;
        while (from < stack.length && isOfJdk(stack[from].getClassName())) {
            from++;
        }
        if (from <= 1 || from == stack.length) {
            return from(stack, 0);
        }
        return of(stack[0]) + '\n' + from(stack, from, MOST - 1);
    }

    private static boolean isOfJdk(String className) {
        return className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("sun.");
    }

    /** {@code com.example.Job.load(Job.java:42)}. */
    public static String of(StackTraceElement frame) {
        StringBuilder line = new StringBuilder();
        append(line, frame);
        return line.toString();
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
}
