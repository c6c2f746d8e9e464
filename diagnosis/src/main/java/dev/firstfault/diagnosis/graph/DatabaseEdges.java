package dev.firstfault.diagnosis.graph;

import java.util.List;

/** What slow, failing and repeated statements and connections that are not given back bring about. */
final class DatabaseEdges {

    static final EdgeTest WAITED = new EdgeTest(
            "threads wait for a connection of a pool of this database, and still do at the end",
            (evidence, subject, from, to) -> to >= 0);

    private DatabaseEdges() {}

    static void addTo(List<Edge> edges) {
        String longer = "each connection is held for longer, so that none is left";
        edges.add(new Edge(Node.DATABASE_SLOW, Node.POOL_PENDING, Edge.DAY, WAITED, longer));
        edges.add(new Edge(
                Node.POOL_PENDING,
                Node.ACQUIRE_TIMEOUTS,
                Edge.DAY,
                EdgeTest.ORDER,
                "who waits gives up when its time is over"));
    }
}
