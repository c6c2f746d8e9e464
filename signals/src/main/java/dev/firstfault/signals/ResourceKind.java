package dev.firstfault.signals;

import org.jspecify.annotations.Nullable;

/** What a {@link Resource} is. The id is the one on disk. */
public enum ResourceKind {
    /** A database as connected to: the JDBC URL without user, password and parameters. */
    JDBC_TARGET(1),
    /** A connection pool. */
    POOL(2),
    /** A thread, by name. */
    THREAD(3),
    /** A part of the agent: a probe, an exporter, the box. */
    AGENT_PART(4);

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
