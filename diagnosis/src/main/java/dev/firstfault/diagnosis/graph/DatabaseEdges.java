package dev.firstfault.diagnosis.graph;

import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What slow, failing and repeated statements and connections that are not given back bring about. */
final class DatabaseEdges {

    static final EdgeTest WAITED = new EdgeTest(
            "threads wait for a connection of a pool of this database, up to the end, while all of them are out",
            (evidence, subject, from, to) -> {
                for (PoolHistory pool : evidence.poolsOf(subject)) {
                    if (pool.pendingSince() >= 0 && pool.fullSince() >= 0) {
                        return true;
                    }
                }
                return false;
            });

    static final EdgeTest GAVE_UP_WAITING =
            new EdgeTest("checkouts timed out while threads waited", (evidence, subject, from, to) -> to >= from);

    static final EdgeTest ONCE_QUICKER = new EdgeTest(
            "statements were seen to take half as long, or less, before", (evidence, subject, from, to) -> {
                StatementHistory statements = evidence.statementsOf(subject.database());
                return statements != null && evidence.times(statements).mean().rose(2, 5);
            });

    private static final Set<Node> KEEP_BUSY =
            EnumSet.of(Node.DATABASE_SLOW, Node.QUERY_SLOW, Node.LOCK_WAIT, Node.PEER_SILENT, Node.QUERY_PER_ROW);

    private static final Set<Node> FAIL =
            EnumSet.of(Node.LOCK_WAIT, Node.READ_ONLY, Node.STALE_CONNECTIONS, Node.TIMEOUT_SHORT, Node.POISON_REQUEST);

    private DatabaseEdges() {}

    static void addTo(List<Edge> edges) {
        for (Node cause : KEEP_BUSY) {
            order(edges, cause, Node.LONG_HOLDS, 600, "a connection is held for as long as its statements take");
            waits(edges, cause, "each connection is busy for longer, so that none is left");
            order(edges, cause, Node.POOL_SMALL, Edge.DAY, "each connection is busy for longer, so that none is left");
        }
        String given = "each attempt keeps its connection until the limit has passed";
        waits(edges, Node.TIMEOUT_SHORT, given);
        order(edges, Node.TIMEOUT_SHORT, Node.POOL_SMALL, Edge.DAY, given);
        waits(edges, Node.CONNECTION_LEAK, "what is not given back is missing, until none is left");
        waits(edges, Node.LONG_TRANSACTION, "connections that are kept are missing to the others");
        waits(edges, Node.POOL_SMALL, "there are fewer connections than threads that need one");
        order(edges, Node.CONNECTION_LEAK, Node.POOL_SMALL, Edge.DAY, "what is not given back is missing");
        order(edges, Node.LONG_TRANSACTION, Node.POOL_SMALL, Edge.DAY, "what is kept is missing to the others");
        edges.add(new Edge(
                Node.POOL_PENDING,
                Node.ACQUIRE_TIMEOUTS,
                Edge.DAY,
                GAVE_UP_WAITING,
                "who waits gives up when its time is over"));
        for (Node cause : FAIL) {
            order(edges, cause, Node.STATEMENT_ERRORS, 600, "statements fail for it");
        }
        String kept = "all rows are held at once";
        order(edges, Node.RESULT_BUFFERED, Node.OUT_OF_MEMORY, Edge.DAY, kept);
        for (Node heap : EnumSet.of(Node.LEAK, Node.HEAP_SMALL, Node.LARGE_REQUEST, Node.THRASHING)) {
            order(edges, Node.RESULT_BUFFERED, heap, 600, kept);
        }
        String longer = "transactions that take longer hold their locks for longer";
        order(edges, Node.DATABASE_SLOW, Node.LOCK_WAIT, Edge.DAY, longer);
        order(edges, Node.LONG_TRANSACTION, Node.LOCK_WAIT, 600, longer);
        order(edges, Node.LOCK_WAIT, Node.QUERY_SLOW, 600, "the statement waits for a lock");
        String late = "what ended within its limit before now passes it";
        edges.add(new Edge(Node.DATABASE_SLOW, Node.TIMEOUT_SHORT, Edge.DAY, ONCE_QUICKER, late));
        edges.add(new Edge(Node.QUERY_SLOW, Node.TIMEOUT_SHORT, Edge.DAY, ONCE_QUICKER, late));
        order(edges, Node.LOCK_WAIT, Node.TIMEOUT_SHORT, Edge.DAY, late);
        order(edges, Node.QUERY_PER_ROW, Node.DATABASE_SLOW, 600, "the database has more statements to answer");
        for (Node cause : Node.values()) {
            if (cause.connectFault()) {
                order(
                        edges,
                        cause,
                        Node.STALE_CONNECTIONS,
                        600,
                        "what cuts new connections off cuts open ones as well");
                order(edges, cause, Node.PEER_SILENT, 600, "what does not answer a connect answers no statement");
                order(edges, cause, Node.POOL_SMALL, Edge.DAY, "the pool cannot open the connections it needs");
            }
        }
    }

    private static void order(List<Edge> edges, Node from, Node to, long maxLagSeconds, String mechanism) {
        edges.add(new Edge(from, to, maxLagSeconds, EdgeTest.ORDER, mechanism));
    }

    private static void waits(List<Edge> edges, Node from, String mechanism) {
        edges.add(new Edge(from, Node.POOL_PENDING, Edge.DAY, WAITED, mechanism));
    }
}
