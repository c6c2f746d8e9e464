package dev.firstfault.diagnosis.ending;

/** How a process can end, or that it did not. The words are stable. */
public enum EndingKind {
    /** The JVM ended itself on the first OutOfMemoryError: {@code -XX:+ExitOnOutOfMemoryError}. */
    OOM_EXIT("oom-exit"),
    /** The JVM aborted on the first OutOfMemoryError: {@code -XX:+CrashOnOutOfMemoryError}. */
    OOM_CRASH("oom-crash"),
    /** SIGKILL, from whomever. */
    KILLED("killed"),
    /** SIGKILL by the kernel, because the container reached its memory limit. */
    CONTAINER_OOM_KILLED("container-oom-killed"),
    /** An orderly stop asked for by a signal: SIGTERM, SIGINT, SIGHUP. */
    TERMINATED("terminated"),
    /** {@code System.exit}. */
    EXIT("exit"),
    /** {@code Runtime.halt}, or an exit from native code. */
    HALT("halt"),
    /** The main thread died of an exception. */
    UNCAUGHT_EXCEPTION("uncaught-exception"),
    /** The JVM crashed in native code. */
    NATIVE_CRASH("native-crash"),
    /** The machine went down under it. */
    HOST_DOWN("host-down"),
    /** It runs and does nothing useful. */
    STUCK("stuck"),
    /** It runs. */
    RUNNING("running"),
    /** The last thread ended: a normal end. */
    CLEAN("clean"),
    /** The records do not say. */
    UNKNOWN("unknown");

    private final String word;

    EndingKind(String word) {
        this.word = word;
    }

    /** The word of reports and labels. */
    public String word() {
        return word;
    }
}
