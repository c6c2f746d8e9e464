package dev.firstfault.signals;

/** What became of a task that an executor did not take. The id is the one on disk, the word the one in labels. */
public enum Rejection {
    /** A policy of the application's own. */
    OTHER(0, "other"),
    /** It was refused with an exception. */
    ABORTED(1, "abort"),
    /** The thread that brought it ran it. */
    CALLER_RAN(2, "caller-runs"),
    /** It was dropped without a word. */
    DISCARDED(3, "discard"),
    /** It was taken, and the one that had waited longest dropped without a word. */
    OLDEST_DISCARDED(4, "discard-oldest");

    private final int id;
    private final String word;

    Rejection(int id, String word) {
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
    public static Rejection ofId(long id) {
        for (Rejection value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        return OTHER;
    }
}
