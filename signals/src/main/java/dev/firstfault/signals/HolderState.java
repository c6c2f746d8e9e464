package dev.firstfault.signals;

/** What a thread that holds something is doing. The id is the one on disk. */
public enum HolderState {
    /** Not known. */
    UNKNOWN(0, "unknown"),
    /** It runs the application's code. */
    RUNNING(1, "running"),
    /** It waits for the answer to a statement. */
    IN_STATEMENT(2, "in-statement"),
    /** It waits or sleeps in the application's code, or for another service. */
    WAITING(3, "waiting"),
    /** It waits for a lock. */
    BLOCKED(4, "blocked"),
    /** It has gone on without giving back: it idles as a worker, or holds the like again. */
    ELSEWHERE(5, "elsewhere"),
    /** It has ended. */
    ENDED(6, "ended"),
    /** It waits for a connection from a pool: what it holds it has forgotten, or it needs two at a time. */
    CHECKING_OUT(7, "checking-out");

    private final int id;
    private final String word;

    HolderState(int id, String word) {
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

    /** The one with this id; {@link #UNKNOWN} for any other number. */
    public static HolderState ofId(long id) {
        for (HolderState value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        return UNKNOWN;
    }
}
