package dev.firstfault.signals;

/** Why a statement failed. The id is the one on disk, the word the one in labels. */
public enum StatementFailure {
    /** Anything that fits no other reason: most often the application's own mistake. */
    OTHER(0, "other"),
    /** The connection was gone: reset, its session ended by the server, end of stream; SQLState class 08, 57P01; MariaDB 1927. */
    CONNECTION_LOST(1, "connection-lost"),
    /** The time limit that the application set passed: query timeout, socket timeout. */
    TIMED_OUT(2, "timed-out"),
    /** The server gave up waiting for a lock: MySQL 1205, PostgreSQL 55P03. */
    LOCK_TIMEOUT(3, "lock-timeout"),
    /** The server chose it as the victim of a deadlock: MySQL 1213, SQLState 40001, 40P01. */
    DEADLOCK(4, "deadlock"),
    /** The server takes no writes: MySQL 1290, 1792, 1836; SQLState 25006. */
    READ_ONLY(5, "read-only"),
    /** Somebody cancelled it: MySQL 1317; SQLState 57014. */
    CANCELLED(6, "cancelled"),
    /** The data is against a constraint: SQLState class 23. */
    CONSTRAINT(7, "constraint"),
    /** The server has no room: disk, memory, table full; SQLState class 53. */
    NO_SPACE(8, "no-space");

    private final int id;
    private final String word;

    StatementFailure(int id, String word) {
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
    public static StatementFailure ofId(long id) {
        for (StatementFailure value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        return OTHER;
    }
}
