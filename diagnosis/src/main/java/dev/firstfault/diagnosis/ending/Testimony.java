package dev.firstfault.diagnosis.ending;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one line of somebody's log says about the end of a process: the JVM on its output, systemd, the kernel, YARN, the
 * kubelet. Immutable.
 */
public final class Testimony {

    private static final int LONGEST = 200;

    /** What says more comes first. */
    private static final Phrase[] PHRASES = {
        new Phrase(EndingKind.OOM_EXIT, 3, "Terminating due to java.lang.OutOfMemoryError"),
        new Phrase(
                EndingKind.OOM_CRASH, 134, "Aborting due to java.lang.OutOfMemoryError", "OutOfMemory encountered: "),
        new Phrase(EndingKind.NATIVE_CRASH, 134, "#  SIG", "#  Internal Error ("),
        new Phrase(EndingKind.NATIVE_CRASH, null, "code=dumped", "result 'core-dump'"),
        new Phrase(
                EndingKind.CONTAINER_OOM_KILLED,
                137,
                "Memory cgroup out of memory",
                "OOMKilled",
                "OOMKilling",
                "oom-kill",
                "killed by the OOM killer",
                "beyond physical memory limits",
                "beyond the 'PHYSICAL' memory limit",
                "beyond virtual memory limits",
                "beyond the 'VIRTUAL' memory limit"),
        new Phrase(EndingKind.KILLED, 137, "Out of memory: Kill"), // of the machine, not of a group
        new Phrase(
                EndingKind.HOST_DOWN,
                null,
                "Evicted",
                "low on resource",
                "NodeLost",
                "NodeShutdown",
                "node shutdown",
                "*lost* node"),
        new Phrase(EndingKind.KILLED, 137, "status=9/KILL", "with signal SIGKILL", "stop-sigterm' timed out"),
        new Phrase(EndingKind.TERMINATED, 143, "status=15/TERM", "failed liveness probe"),
        new Phrase(EndingKind.UNCAUGHT_EXCEPTION, 1, "Exception in thread \"main\""),
        new Phrase(EndingKind.UNKNOWN, null) // only a status
    };

    private final EndingKind kind;
    private final @Nullable Integer exitCode;
    private final String text;

    private Testimony(EndingKind kind, @Nullable Integer exitCode, String text) {
        this.kind = kind;
        this.exitCode = exitCode;
        this.text = text;
    }

    /** {@link EndingKind#UNKNOWN} where it tells nothing but a status. */
    public EndingKind kind() {
        return kind;
    }

    /** As a shell sees it, 128 + n for signal n; null where it is not told. */
    public @Nullable Integer exitCode() {
        return exitCode;
    }

    /** The line, cut. */
    public String text() {
        return text;
    }

    /**
     * What a line says, or null where it is about something else.
     *
     * @param pid of the process; a line of the kernel about another one is not about this. 0 where unknown
     */
    public static @Nullable Testimony of(String line, long pid) {
        for (Phrase phrase : PHRASES) {
            if (phrase.isIn(line, pid)) {
                String text = line.trim();
                Integer code = exitCode(line);
                return new Testimony(
                        phrase.kind,
                        phrase.exitCode == null ? code : phrase.exitCode,
                        text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text);
            }
        }
        return null;
    }

    /** Whether this says more than another one of the same process. */
    public boolean outranks(@Nullable Testimony other) {
        return other == null || rank() <= other.rank();
    }

    private int rank() {
        int rank = 0;
        for (Phrase phrase : PHRASES) {
            if (phrase.kind == kind) {
                return rank;
            }
            rank++;
        }
        return rank;
    }

    /** The number behind {@code exit code}, {@code Exit status} or systemd's {@code status=}; null where there is none. */
    private static @Nullable Integer exitCode(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        for (String before : new String[] {"exit code", "exitcode", "exit status", "code=exited, status="}) {
            int at = lower.indexOf(before);
            if (at >= 0) {
                Integer number = numberNear(lower, at + before.length());
                if (number != null) {
                    return number;
                }
            }
        }
        return null;
    }

    /** A number that begins at most 100 characters further on, over words like {@code from container container_12_0001 is}. */
    private static @Nullable Integer numberNear(String text, int from) {
        int to = Math.min(text.length(), from + 100);
        for (int i = from; i < to; i++) {
            char before = i == 0 ? ' ' : text.charAt(i - 1);
            boolean begins = Character.isDigit(text.charAt(i)) && !Character.isLetterOrDigit(before) && before != '_';
            int end = i;
            while (begins && end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            if (begins && end - i <= 3 && (end == text.length() || text.charAt(end) != '_')) {
                return Integer.valueOf(text.substring(i, end));
            }
        }
        return null;
    }

    /** Words by which lines are known, and what they mean. */
    private static final class Phrase {

        private final EndingKind kind;
        private final @Nullable Integer exitCode;
        private final String[] words;

        Phrase(EndingKind kind, @Nullable Integer exitCode, String... words) {
            this.kind = kind;
            this.exitCode = exitCode;
            this.words = words;
        }

        /** Without words: whether the line tells a status. */
        boolean isIn(String line, long pid) {
            if (words.length == 0) {
                boolean ofProcess = line.contains("ontainer")
                        || line.contains("Main process")
                        || line.contains("Exit Code:")
                        || line.contains("Exit status:");
                return ofProcess && Testimony.exitCode(line) != null;
            }
            for (String word : words) {
                if (line.contains(word)) {
                    return isAbout(line, pid);
                }
            }
            return false;
        }

        private static boolean isAbout(String line, long pid) {
            for (String before : new String[] {"Killed process ", "Kill process ", "Killing process ", ", pid="}) {
                int at = line.indexOf(before);
                if (at >= 0 && pid > 0) {
                    Integer named = numberOrNull(line, at + before.length());
                    return named == null || named == pid;
                }
            }
            return true;
        }

        private static @Nullable Integer numberOrNull(String line, int from) {
            int end = from;
            while (end < line.length() && end - from < 9 && Character.isDigit(line.charAt(end))) {
                end++;
            }
            return end == from ? null : Integer.valueOf(line.substring(from, end));
        }
    }
}
