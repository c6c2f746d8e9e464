package dev.firstfault.signals;

/** What a thread waits for without a limit. The id is the one on disk. */
public enum WaitKind {
    /** Anything else that parks without a limit in code of the application. */
    OTHER(0, "other"),
    /** The result of a future: get() or join() without a time. */
    FUTURE(1, "future"),
    /** Scala's Await with a duration that is not finite. */
    AWAIT(2, "await"),
    /** A worker of an executor waits for a task of the same executor. */
    OWN_EXECUTOR(3, "own-executor"),
    /** A peer that does not answer. */
    SOCKET_READ(4, "socket-read"),
    /** Output that nobody takes: a pipe, a terminal, a full disk. */
    OUTPUT(5, "output"),
    /** A connection of a pool. */
    CONNECTION(6, "connection");

    private final int id;
    private final String word;

    WaitKind(int id, String word) {
        this.id = id;
        this.word = word;
    }

    /** The number on disk. */
    public int id() {
        return id;
    }

    /** As it stands in labels and reports. */
    public String word() {
        return word;
    }

    /** The one with this id; {@link #OTHER} for any other number. */
    public static WaitKind ofId(long id) {
        for (WaitKind value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        return OTHER;
    }
}
