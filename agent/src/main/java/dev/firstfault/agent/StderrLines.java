package dev.firstfault.agent;

import java.io.PrintStream;

/** The few lines that the agent says in a process's life. Thread-safe. */
final class StderrLines {

    /** A process that has this many lines worth reading has its report; more would be noise in the host's log. */
    private static final int MOST_LINES = 20;

    private final PrintStream err;
    private final boolean on;
    private int printed;

    StderrLines(PrintStream err, boolean on) {
        this.err = err;
        this.on = on;
    }

    /** Prints one line, or nothing where lines are off or used up. */
    synchronized void print(String line) {
        if (on && printed < MOST_LINES) {
            printed++;
            err.println("firstfault: " + oneLine(line));
        }
    }

    /** A server's words may have line feeds, and worse, in them. */
    private static String oneLine(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ') {
                char[] letters = line.toCharArray();
                for (int k = i; k < letters.length; k++) {
                    letters[k] = letters[k] < ' ' ? ' ' : letters[k];
                }
                return new String(letters);
            }
        }
        return line;
    }
}
