package dev.firstfault.agent.cli;

import dev.firstfault.signals.Clock;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;

/** Tells a person at a terminal how far it is, from two seconds on; a file or a pipe never. */
final class Progress {

    private static final long PATIENCE_NANOS = 2_000_000_000L;

    /** Goes back to the first column and clears the line (ECMA-48). */
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final int total;
    private final boolean shown = isTerminal(2);
    private final long startNanos = Clock.SYSTEM.nanos();
    private boolean dirty;

    Progress(PrintStream err, int total) {
        this.err = err;
        this.total = total;
    }

    /** Whether a file descriptor leads there: {@code System.console()} would ask stdin too, and is never null from JDK 22 on. */
    static boolean isTerminal(int descriptor) {
        try {
            String target = new File("/proc/self/fd/" + descriptor).getCanonicalPath();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException noProc) {
            return false;
        }
    }

    void done(int count) {
        if (shown && Clock.SYSTEM.nanos() - startNanos > PATIENCE_NANOS) {
            err.print(CLEAR + "firstfault: read " + count + " of " + total + " black boxes");
            err.flush();
            dirty = true;
        }
    }

    /** Makes way for what is to be read. */
    void clear() {
        if (dirty) {
            err.print(CLEAR);
            err.flush();
            dirty = false;
        }
    }
}
