package dev.firstfault.signals;

/** Why an exchange ended without an answer. The id is the one on disk, the word the one in labels. */
public enum HttpFailure {
    /** Anything that fits no other. */
    OTHER(0, "other"),
    /** Nobody listens there. */
    REFUSED(1, "refused"),
    /** No route, or the connection was not made in time. */
    UNREACHABLE(2, "unreachable"),
    /** The name could not be found. */
    UNKNOWN_HOST(3, "unknown-host"),
    /** Connected, and no answer in time. */
    NO_ANSWER(4, "no-answer"),
    /** The connection broke, or was closed before the answer. */
    CONNECTION_LOST(5, "connection-lost"),
    /** All connections that the client may have were in use for as long as it would wait. */
    NO_CONNECTION_FREE(6, "no-connection-free"),
    /** The handshake failed. */
    TLS(7, "tls"),
    /** The application gave it up. */
    CANCELLED(8, "cancelled");

    private final int id;
    private final String word;

    HttpFailure(int id, String word) {
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
    public static HttpFailure ofId(long id) {
        for (HttpFailure value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        return OTHER;
    }
}
