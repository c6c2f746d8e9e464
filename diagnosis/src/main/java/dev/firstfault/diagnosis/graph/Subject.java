package dev.firstfault.diagnosis.graph;

import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.PoolHistory;
import org.jspecify.annotations.Nullable;

/** What a fault happened to, and by what it hangs together with other faults and with symptoms. Immutable. */
public final class Subject {

    private final String name;
    private final String database;
    private final @Nullable ConnectHistory connects;
    private final @Nullable PoolHistory pool;
    private final @Nullable HttpHistory http;

    private Subject(
            String name,
            String database,
            @Nullable ConnectHistory connects,
            @Nullable PoolHistory pool,
            @Nullable HttpHistory http) {
        this.name = name;
        this.database = database;
        this.connects = connects;
        this.pool = pool;
        this.http = http;
    }

    /** The whole process, or a part of it that everything hangs together with: its heap, an executor, a lock. */
    public static Subject process(String name) {
        return new Subject(name, "", null, null, null);
    }

    /** The connects to one target. */
    public static Subject connects(ConnectHistory history) {
        return new Subject(history.target(), history.target(), history, null, null);
    }

    /** A database by its JDBC target. */
    public static Subject database(String target) {
        return new Subject(target, target, null, null, null);
    }

    /** One pool, of the database it opens connections to. */
    public static Subject pool(PoolHistory pool) {
        return new Subject(pool.name(), pool.target(), null, pool, null);
    }

    /** A server that is spoken to over HTTP. */
    public static Subject http(HttpHistory history) {
        return new Subject(history.target(), history.target(), null, null, history);
    }

    /** As verdicts show it: a JDBC or an HTTP target, the name of a pool or an executor, {@code heap}; empty where there is none. */
    public String name() {
        return name;
    }

    /** The JDBC or HTTP target that it is or belongs to; empty where there is none, or it is not known. */
    public String database() {
        return database;
    }

    /** The connects that failed, or null where it is not about connects. */
    public @Nullable ConnectHistory connects() {
        return connects;
    }

    /** The pool, or null where it is about none in particular. */
    public @Nullable PoolHistory pool() {
        return pool;
    }

    /** The HTTP target, or null where it is about none. */
    public @Nullable HttpHistory http() {
        return http;
    }

    /** Whether what happens to the one can show on the other: not where both are known to be different things. */
    public boolean touches(Subject other) {
        boolean otherDatabase = !database.isEmpty() && !other.database.isEmpty() && !database.equals(other.database);
        boolean otherPool = pool != null && other.pool != null && pool != other.pool;
        return !otherDatabase && !otherPool;
    }
}
