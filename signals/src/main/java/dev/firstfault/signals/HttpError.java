package dev.firstfault.signals;

/** Why a server, or a proxy before it, refused or failed a request or a part of it. The id is the one on disk, the word the one in labels. */
public enum HttpError {
    /** It did not fail. */
    NONE(0, "none"),
    /** Anything that fits no other. */
    OTHER(1, "other"),
    /** Nothing there to do it: 502, 503, 504, no living shard, no master. */
    UNAVAILABLE(2, "unavailable"),
    /** The document had changed: 409. */
    CONFLICT(3, "conflict"),
    /** The document does not fit its mapping; it never will. */
    DOCUMENT(4, "document"),
    /** The index takes no writes: flood stage of the disk, or a block that somebody set. */
    READ_ONLY(5, "read-only"),
    /** More than the server takes at once: 413. */
    REQUEST_TOO_LARGE(6, "request-too-large"),
    /** 429, or 503 with {@code Retry-After}, without a word of Elasticsearch: a proxy's, a gateway's, a cloud's. */
    THROTTLED(7, "throttled"),
    /** The cluster refused it, and did not say, or {@code filter_path} left out, which of the next three it was. */
    REJECTED(8, "rejected"),
    /** The queue of a thread pool was full. */
    THREAD_POOL(9, "thread-pool"),
    /** More bytes of writes under way than a node bears: Elasticsearch since 7.9, OpenSearch. */
    INDEXING_PRESSURE(10, "indexing-pressure"),
    /** A circuit breaker: the heap of a node. */
    CIRCUIT_BREAKER(11, "circuit-breaker");

    private final int id;
    private final String word;

    HttpError(int id, String word) {
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
    public static HttpError ofId(long id) {
        for (HttpError value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        return OTHER;
    }
}
