package dev.firstfault.collectors.jdbc;

/** Where an application called a driver from: its own frames, which lie below the driver's many. */
final class CallFrames {

    /** As {@link dev.firstfault.signals.ErrorDetail#frames()} promises. */
    private static final int MOST = 8;

    /** Drivers and pools: every frame of theirs is on the way from the application to what is waited for. */
    private static final String[] BETWEEN = {
        "org.mariadb.jdbc.",
        "com.mysql.",
        "org.postgresql.",
        "org.h2.",
        "org.apache.derby.",
        "oracle.jdbc.",
        "com.microsoft.sqlserver.",
        "com.zaxxer.hikari.",
        "org.apache.commons.dbcp",
        "org.apache.tomcat.jdbc.",
        "org.apache.tomcat.dbcp.",
        "com.mchange.v2.",
        "com.jolbox.bonecp.",
        "com.alibaba.druid.",
        "io.agroal.",
        "org.vibur.dbcp.",
    };

    private CallFrames() {}

    /** The frames of who called the driver, one a line; before them the innermost, which tells what is waited for. */
    static String of(StackTraceElement[] stack) {
        int caller = caller(stack);
        return caller == 0 || caller == stack.length
                ? lines(stack, 0, MOST)
                : stack[0] + "\n" + lines(stack, caller, MOST - 1);
    }

    /** The same without the innermost. */
    static String ofCaller(StackTraceElement[] stack) {
        return lines(stack, caller(stack), MOST);
    }

    private static int caller(StackTraceElement[] stack) {
        for (int i = stack.length - 1; i >= 0; i--) {
            if (isBetween(stack[i].getClassName())) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean isBetween(String className) {
        for (String prefix : BETWEEN) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static String lines(StackTraceElement[] stack, int from, int most) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < Math.min(stack.length, from + most); i++) {
            lines.append(i == from ? "" : "\n").append(stack[i]);
        }
        return lines.toString();
    }
}
