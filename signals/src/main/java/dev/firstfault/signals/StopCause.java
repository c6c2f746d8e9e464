package dev.firstfault.signals;

/** What began an orderly shutdown. The id is the one on disk. */
public enum StopCause {
    UNKNOWN(0),
    /** The last non-daemon thread ended. */
    END_OF_MAIN(1),
    /** {@code System.exit} or {@code Runtime.exit}. */
    EXIT_CALL(2),
    /** A signal: SIGTERM, SIGINT or SIGHUP. */
    SIGNAL(3);

    private final int id;

    StopCause(int id) {
        this.id = id;
    }

    /** The number on disk. */
    public int id() {
        return id;
    }

    /** The cause with this id; {@link #UNKNOWN} for any other number. */
    public static StopCause ofId(long id) {
        for (StopCause cause : values()) {
            if (cause.id == id) {
                return cause;
            }
        }
        return UNKNOWN;
    }
}
