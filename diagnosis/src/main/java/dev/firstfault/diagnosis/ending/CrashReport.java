package dev.firstfault.diagnosis.ending;

import org.jspecify.annotations.Nullable;

/**
 * What HotSpot's crash report says, {@code hs_err_pid<pid>.log}: the lines behind a {@code #} at its beginning. Immutable.
 */
public final class CrashReport {

    /** HotSpot writes it on {@code -XX:+CrashOnOutOfMemoryError}; debug.cpp, all versions. */
    private static final String OUT_OF_MEMORY = "OutOfMemory encountered: ";

    private static final String NO_NATIVE_MEMORY = "There is insufficient memory for the Java Runtime Environment";

    private final String fileName;
    private final String recording;
    private final String cause;
    private final String frame;
    private final @Nullable String outOfMemory;
    private final boolean noNativeMemory;

    private CrashReport(String fileName, String recording, String text) {
        this.fileName = fileName;
        this.recording = recording;
        String signal = "";
        String error = "";
        String problematic = "";
        boolean frameFollows = false;
        for (String line : text.split("\n", -1)) {
            String said = line.startsWith("#") ? line.substring(1).trim() : "";
            if (signal.isEmpty() && said.contains(", pid=") && said.contains(", tid=")) {
                signal = said.substring(0, said.indexOf(", pid="));
            } else if (error.isEmpty() && (said.startsWith("fatal error:") || said.startsWith("Error:"))) {
                error = said;
            } else if (frameFollows && problematic.isEmpty() && !said.isEmpty()) {
                problematic = said;
            }
            frameFollows |= said.startsWith("Problematic frame:");
        }
        cause = error.isEmpty() ? signal : error;
        frame = problematic;
        int at = text.indexOf(OUT_OF_MEMORY);
        int lineEnd = text.indexOf('\n', Math.max(0, at));
        outOfMemory =
                at < 0 ? null : text.substring(at + OUT_OF_MEMORY.length(), lineEnd < 0 ? text.length() : lineEnd);
        noNativeMemory = text.contains(NO_NATIVE_MEMORY);
    }

    /**
     * Reads the beginning of a report; whatever is not there is left empty.
     *
     * @param fileName where it was found, for people
     * @param recording name of the JFR file that the JVM wrote beside it, or empty
     */
    public static CrashReport of(String fileName, String recording, String text) {
        return new CrashReport(fileName, recording, text);
    }

    /** Whether the JVM aborted on an OutOfMemoryError because it was told to. */
    public boolean outOfMemory() {
        return outOfMemory != null;
    }

    /** The message of that error, {@code Java heap space}; empty where it was none. */
    public String outOfMemoryMessage() {
        return outOfMemory == null ? "" : outOfMemory.trim();
    }

    /** What happened, where, and which file says so: without a full stop. */
    public String words() {
        String files = fileName + (recording.isEmpty() ? "" : ", and a recording of its last events in " + recording);
        String what = noNativeMemory ? "the system had no more memory for the JVM" : cause;
        if (!frame.isEmpty() && !noNativeMemory) {
            what += (what.isEmpty() ? "" : " in ") + frame;
        }
        return what.isEmpty() ? "see " + files : what + " (" + files + ")";
    }
}
