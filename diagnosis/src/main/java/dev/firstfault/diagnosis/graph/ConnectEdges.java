package dev.firstfault.diagnosis.graph;

import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.GrowthLink;
import java.util.List;

/** What failures to connect bring about. */
final class ConnectEdges {

    private static final long S = 1_000_000_000L;

    static final EdgeTest THREE_ATTEMPTS =
            new EdgeTest("at least three attempts failed", (evidence, subject, from, to) -> {
                ConnectHistory connects = subject.connects();
                return connects != null && connects.troubleCount() >= 3;
            });

    static final EdgeTest STILL_REFUSED =
            new EdgeTest("checkouts timed out while connections failed", (evidence, subject, from, to) -> {
                ConnectHistory connects = subject.connects();
                return connects != null && to <= connects.lastFailure().atNanos() + 60 * S;
            });

    static final EdgeTest FEWER_THAN_MAXIMUM = new EdgeTest(
            "a pool stayed below its configured size while connections failed",
            (evidence, subject, from, to) -> to >= 0);

    static final EdgeTest NOT_RECOVERED = new EdgeTest(
            "connections failed within the last 30 s before it, and none succeeded since",
            (evidence, subject, from, to) -> {
                ConnectHistory connects = subject.connects();
                return connects != null && evidence.endFollows(connects);
            });

    static final EdgeTest GROWS_PER_FAILURE = new EdgeTest(
            "the heap did not grow before the first failure, and grew only around failed attempts",
            (evidence, subject, from, to) -> {
                ConnectHistory connects = subject.connects();
                return connects != null && linked(evidence.link(connects));
            });

    static final EdgeTest PRESSURE_BEFORE_TIMEOUTS = new EdgeTest(
            "collections took a fifth of the time before the first connect timed out",
            (evidence, subject, from, to) -> {
                ConnectHistory connects = subject.connects();
                return connects != null && evidence.gcPressureAt() >= 0 && evidence.gcPressureAt() < connects.onset();
            });

    private ConnectEdges() {}

    static void addTo(List<Edge> edges) {
        for (Node cause : Node.values()) {
            if (!cause.connectFault()) {
                continue;
            }
            edges.add(new Edge(cause, Node.RETRIES, 600, THREE_ATTEMPTS, "what needs the connection tries again"));
            edges.add(new Edge(
                    cause,
                    Node.POOL_SHORT,
                    600,
                    FEWER_THAN_MAXIMUM,
                    "the pool cannot open the connections it is configured for"));
            edges.add(new Edge(
                    cause,
                    Node.ACQUIRE_TIMEOUTS,
                    Edge.DAY,
                    STILL_REFUSED,
                    "a checkout waits for a connection that cannot be opened"));
            edges.add(new Edge(
                    cause, Node.UNCAUGHT, Edge.DAY, NOT_RECOVERED, "the failure reaches the top of the thread"));
            edges.add(new Edge(cause, Node.EXIT, Edge.DAY, NOT_RECOVERED, "the process gives up without its database"));
        }
        edges.add(new Edge(
                Node.RETRIES,
                Node.HEAP_GROWTH,
                Edge.DAY,
                GROWS_PER_FAILURE,
                "each failed attempt leaves memory behind"));
        edges.add(new Edge(
                Node.GC_PRESSURE,
                Node.SERVER_SILENT,
                Edge.DAY,
                PRESSURE_BEFORE_TIMEOUTS,
                "a paused process misses answers that came in time"));
    }

    private static boolean linked(GrowthLink link) {
        return link.strength() == GrowthLink.Strength.HOLDS || link.strength() == GrowthLink.Strength.LEANS;
    }
}
