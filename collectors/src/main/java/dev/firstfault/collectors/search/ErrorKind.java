package dev.firstfault.collectors.search;

/** Why something was refused or failed. Of several causes of one failure the first of the highest weight counts. */
public enum ErrorKind {
    /** It did not fail. */
    NONE(0, "none", 0),
    /** Anything that fits no other kind. */
    OTHER(1, "other", 1),
    /** Nothing there to do it: 502, 503, 504, no living shard, no master. */
    UNAVAILABLE(2, "unavailable", 2),
    /** The document had changed: 409. */
    CONFLICT(3, "conflict", 2),
    /** The document does not fit its mapping; it never will. */
    DOCUMENT(4, "document", 2),
    /** The index takes no writes: flood stage of the disk, or a block that somebody set. */
    READ_ONLY(5, "read-only", 3),
    /** More than the server takes at once: 413. */
    REQUEST_TOO_LARGE(6, "request-too-large", 3),
    /** 429 without a word of Elasticsearch: a proxy's, a gateway's, a cloud's. */
    THROTTLED(7, "throttled", 3),
    /** The cluster refused it, and did not say, or {@code filter_path} left out, which of the next three it was. */
    REJECTED(8, "rejected", 4),
    /** The queue of a thread pool was full. */
    THREAD_POOL(9, "thread-pool", 5),
    /** More bytes of writes under way than a node bears: Elasticsearch since 7.9, OpenSearch. */
    INDEXING_PRESSURE(10, "indexing-pressure", 5),
    /** A circuit breaker: the heap of a node. */
    CIRCUIT_BREAKER(11, "circuit-breaker", 5);

    static final int COUNT = 12;

    private final int index;
    private final String word;
    private final int weight;

    ErrorKind(int index, String word, int weight) {
        this.index = index;
        this.word = word;
        this.weight = weight;
    }

    int index() {
        return index;
    }

    /** As it stands in labels. */
    public String word() {
        return word;
    }

    /** Whether it says more than {@code other}. */
    boolean outweighs(ErrorKind other) {
        return weight > other.weight;
    }
}
