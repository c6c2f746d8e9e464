package dev.firstfault.exporters.report;

/** How a text report stresses what matters. */
public enum TextStyle {
    /** Not at all: files, pipes, browsers. */
    PLAIN("", "", ""),
    /** By ANSI escape sequences (ECMA-48, SGR): terminals. */
    COLOUR("\u001b[1m", "\u001b[1;31m", "\u001b[0m");

    private final String bold;
    private final String alarm;
    private final String end;

    TextStyle(String bold, String alarm, String end) {
        this.bold = bold;
        this.alarm = alarm;
        this.end = end;
    }

    String bold(String text) {
        return text.isEmpty() ? text : bold + text + end;
    }

    String alarm(String text) {
        return alarm + text + end;
    }
}
