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
