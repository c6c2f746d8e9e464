package dev.firstfault.collectors.search;

/** How much of a request failed. */
public enum FailureLevel {
    /** All of it: an answer with a top-level {@code error}, or an HTTP status that says so. */
    REQUEST(0, "request"),
    /** An item of a bulk, in an HTTP 200. */
    ITEM(1, "item"),
    /** A search of an {@code _msearch}, in an HTTP 200. */
    SEARCH(2, "search"),
    /** A group of shards of what went well otherwise: {@code _shards.failures}. */
    SHARD(3, "shard");

    static final int COUNT = 4;

    private final int index;
    private final String word;

    FailureLevel(int index, String word) {
        this.index = index;
        this.word = word;
    }

    int index() {
        return index;
    }

    /** As it stands in labels. */
    public String word() {
        return word;
    }
}
