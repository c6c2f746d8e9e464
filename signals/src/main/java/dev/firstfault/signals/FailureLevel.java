package dev.firstfault.signals;

/** How much of a request failed. The id is the one on disk, the word the one in labels. */
public enum FailureLevel {
    /** All of it: an answer with a top-level {@code error}, or an HTTP status that says so. */
    REQUEST(0, "request"),
    /** An item of a bulk, in an HTTP 200. */
    ITEM(1, "item"),
    /** A search of an {@code _msearch}, in an HTTP 200. */
    SEARCH(2, "search"),
    /** A group of shards of what went well otherwise: {@code _shards.failures}. */
    SHARD(3, "shard");

    private final int id;
    private final String word;

    FailureLevel(int id, String word) {
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

    /** The one with this id; {@link #REQUEST} for any other number. */
    public static FailureLevel ofId(long id) {
        for (FailureLevel value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        return REQUEST;
    }
}
