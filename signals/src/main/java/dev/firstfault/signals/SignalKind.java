package dev.firstfault.signals;

/**
 * What a {@link Signal} is about. The id is the one on disk: never changed, never given again.
 *
 * <p>Each kind says what its resource is and what {@code v1}, {@code v2}, {@code v3} hold; unnamed values are 0.
 */
public enum SignalKind {
    /** The agent started. v1: 0 with the JVM, 1 attached later. */
    STARTED(1),
    /**
     * The orderly shutdown sequence began. v1: {@link StopCause#id()}; v2: exit status, or -1 where unknown. Error: the
     * frames that called exit, where they were found and {@link #EXIT_CALLED} was not hooked.
     */
    STOPPING(2),
    /** {@code Runtime.exit} was called. v1: status. Error: the calling frames. */
    EXIT_CALLED(3),
    /** {@code Runtime.halt} was called. v1: status. Error: the calling frames. */
    HALT_CALLED(4),
    /** A thread died of an exception. Resource: the thread. v1: 1 if it was the main thread. Error: what it died of. */
    UNCAUGHT(5),
    /** A hooked type came without the hooked method. Resource: probe and method. */
    UNHOOKED(6),
    /** A part of the agent switched itself off. Resource: the part. Error: why. */
    DEGRADED(7),

    /** A driver opened a connection. Resource: JDBC target. Duration: connect time. v1: own connections open to it now. */
    CONNECT_SUCCEEDED(10),
    /**
     * A driver could not connect. Resource: JDBC target. Duration: connect time. v1: {@link ConnectFailure#id()}; v2:
     * vendor code; v3: own connections open to the target now. Error: the exception.
     */
    CONNECT_FAILED(11),
    /**
     * A driver has been connecting for ten seconds, and for each ten more, without an answer. Resource: JDBC target.
     * Duration: so far. v1, v3: as {@link #CONNECT_FAILED}. Error: where the thread waits.
     */
    CONNECT_PENDING(13),
    /** A physical connection was closed. Resource: JDBC target. v1: own connections open to it now. */
    CONNECTION_CLOSED(12),

    /** A pool was constructed. Resource: pool. v1: maximum size; v2: minimum idle; v3: id of its JDBC target, or 0. */
    POOL_OPENED(20),
    /** A pool was shut down. Resource: pool. */
    POOL_CLOSED(21),
    /**
     * A pool's state over the last second, written when it changed. Resource: pool. Duration: longest wait that ended.
     * v1: active &lt;&lt; 32 | idle; v2: pending &lt;&lt; 32 | maximum; v3: checkouts that ended &lt;&lt; 32 | longest
     * hold that ended, milliseconds.
     */
    POOL_STATE(22),
    /** A checkout timed out. Resource: pool. Duration: the wait. v1, v2: as {@link #POOL_STATE}. Error: the exception. */
    ACQUIRE_TIMED_OUT(23),
    /** The constructor of a pool began; where no {@link #POOL_OPENED} follows, it failed. Resource: pool. */
    POOL_OPENING(24);

    private static final SignalKind[] BY_ID = new SignalKind[256];

    static {
        for (SignalKind kind : values()) {
            BY_ID[kind.id] = kind;
        }
    }

    private final int id;

    SignalKind(int id) {
        this.id = id;
    }

    /** The number on disk, 1 to 255. */
    public int id() {
        return id;
    }

    /** The kind with this id, or null where a newer version wrote it. */
    public static @org.jspecify.annotations.Nullable SignalKind ofId(int id) {
        return id < 0 || id >= BY_ID.length ? null : BY_ID[id];
    }
}
