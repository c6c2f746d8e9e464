package dev.firstfault.diagnosis;

import dev.firstfault.diagnosis.verdict.FaultKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What to do next about a fault of statements or of a pool. */
final class StatementAdvice {

    private StatementAdvice() {}

    /** The next actions, most telling first; empty for other kinds of fault. */
    static List<String> on(FaultKind kind) {
        switch (kind) {
            case DB_SLOW:
                return Arrays.asList(
                        "See what the database was doing then: its CPU, its disk, who else used it (SHOW PROCESSLIST,"
                                + " pg_stat_activity), and the network between.",
                        "A larger pool sends a slow database more work at once; it does not help.");
            case SLOW_QUERY:
                return Arrays.asList(
                        "EXPLAIN this statement on the server: a changed plan, a missing index, stale statistics.",
                        "Give it a time limit (setQueryTimeout), so that it does not take the pool from the others.");
            case DB_LOCK_WAIT:
                return Arrays.asList(
                        "See which transaction holds the lock (SHOW ENGINE INNODB STATUS, pg_locks with pg_stat_activity), and"
                                + " why it stays open.",
                        "Take locks in one order everywhere, commit soon, and repeat a statement that was the victim of a"
                                + " deadlock.");
            case POOL_TOO_SMALL:
                return Arrays.asList(
                        "Raise the pool's maximum by as many connections as threads wait for one, as far as the database has"
                                + " room for them.",
                        "Or hold connections for less: take one late, give it back before work that needs none.");
            case CONNECTION_LEAK:
                return Arrays.asList(
                        "Find the way out that does not close the connection: try-with-resources around every checkout; the"
                                + " pool's leak detection (leakDetectionThreshold, logAbandoned) prints where it was taken.",
                        "A larger pool only delays this.");
            case MISSING_TIMEOUT:
                return Arrays.asList(
                        "Set a socket timeout in the URL (socketTimeout) and a limit for statements (setQueryTimeout,"
                                + " statement_timeout): a silent peer is then noticed in seconds.",
                        "See what became of the database or the way to it at that moment; TCP keep-alive finds dead peers.");
            case N_PLUS_ONE:
                return Collections.singletonList(
                        "Fetch the rows together: a join, an IN list, or the mapper's batch fetch for this relation.");
            case STALE_CONNECTIONS:
                return Arrays.asList(
                        "Let the pool retire connections before the server or a firewall does: maxLifetime and idle time below"
                                + " wait_timeout, keep-alive, validation before use.",
                        "After a failover: repeat what failed on a lost connection once, on a new one.");
            case DB_READ_ONLY:
                return Collections.singletonList(
                        "See which server this address leads to: a replica or a former primary; let connections of before the"
                                + " failover be closed (maxLifetime, softEvictConnections).");
            case LONG_TRANSACTION:
                return Collections.singletonList(
                        "Give the connection back before work that does not need it: calls to other services, sleeps,"
                                + " computations do not belong inside a transaction.");
            case POISON_REQUEST:
                return Collections.singletonList(
                        "Take the request out of the way (a dead-letter queue, a limit on attempts), then see why it fails.");
            case TIMEOUT_TOO_SHORT:
                return Arrays.asList(
                        "Compare the limit with how long the work takes: raise it, or make the work smaller.",
                        "A statement that is given up may go on in the database: each retry adds to its work.");
            case RESULT_SET_BUFFERED:
                return Arrays.asList(
                        "Let the driver stream: setFetchSize (MySQL: Integer.MIN_VALUE or useCursorFetch; PostgreSQL: with"
                                + " autocommit off), or read page by page.",
                        "Limit what one request may ask for.");
            default:
                return HttpAdvice.on(kind);
        }
    }
}
