package dev.firstfault.collectors.search;

/** Where a write was when the indexing pressure refused it. */
public enum WriteStage {
    /** At the node that took the request: the whole bulk is refused. */
    COORDINATING("coordinating"),
    /** At the primary shard: its items are refused. */
    PRIMARY("primary"),
    /** At a replica. */
    REPLICA("replica");

    private final String word;

    WriteStage(String word) {
        this.word = word;
    }

    /** The server's own word. */
    public String word() {
        return word;
    }
}
