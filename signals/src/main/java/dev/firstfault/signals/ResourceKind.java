package dev.firstfault.signals;

import org.jspecify.annotations.Nullable;

/** What a {@link Resource} is. The id is the one on disk. */
public enum ResourceKind {
    /**
     * A database as connected to: the JDBC URL without user, password and parameters; of other stores the like, {@code
     * mongodb://host:27017/db}, {@code redis://host:6379}.
     */
    JDBC_TARGET(1),
    /** A connection pool. */
    POOL(2),
    /** A thread, by name. */
    THREAD(3),
    /** A part of the agent: a probe, an exporter, the box. */
    AGENT_PART(4),
    /** A statement without its literals, as the shape of all that differ in them only. */
    STATEMENT(5),
    /** An executor: a thread pool, a fork-join pool, a group of event loops. */
    EXECUTOR(6),
    /** A lock, by the class of its object. */
    LOCK(7),
    /** A host name that was looked up. */
    HOST(8),
    /** A memory pool of the JVM's, by the name of its bean. */
    MEMORY_POOL(9),
    /** A server as reached over HTTP: {@code http://host:port}. */
    HTTP_TARGET(10),
    /**
     * A thread pool inside a server, by the target and its name: {@code http://host:port write}; of a server that was asked, by its
     * node too: {@code http://host:port node/write}.
     */
    SERVER_POOL(11),
    /**
     * A limit on memory inside a server, by the target and its name: {@code http://host:port breaker parent}, {@code
     * http://host:port pressure primary}; of a server that was asked, {@code http://host:port node breaker parent}.
     */
    SERVER_LIMIT(12);

    private final int id;

    ResourceKind(int id) {
        this.id = id;
    }

    /** The number on disk. */
    public int id() {
        return id;
    }

    /** The kind with this id, or null where a newer version wrote it. */
    public static @Nullable ResourceKind ofId(int id) {
        for (ResourceKind kind : values()) {
            if (kind.id == id) {
                return kind;
            }
        }
        return null;
    }
}
