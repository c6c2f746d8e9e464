package dev.firstfault.diagnosis.graph;

import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What servers spoken to over HTTP bring about that refuse, are slow or are gone, and what brings them to it. */
final class HttpEdges {

    private static final long S = 1_000_000_000L;

    /** A queue that fills because the server became slow does so later than that. */
    private static final long FILLS = 5 * S;

    /** An exception ends a thread soon, or for another reason. */
    private static final long SOON = 30 * S;

    /** What an exception of a client of a search server names itself or comes from. */
    private static final String[] CLIENTS = {"elasticsearch", "opensearch", "org.apache.http", "org.apache.hc"};

    static final EdgeTest SLOW_BEFORE = new EdgeTest(
            "it had been slow for five seconds when it first refused",
            (evidence, subject, from, to) -> to - from >= FILLS);

    static final EdgeTest REQUESTS_STAYED = new EdgeTest(
            "the heap did not grow before the first refusal, and has grown by a fifth in step with refusals since",
            (evidence, subject, from, to) -> to >= 0);

    static final EdgeTest THREW = new EdgeTest(
            "the exception is of an Elasticsearch, OpenSearch or Apache HTTP client, within 30 s of a refusal or a failure",
            (evidence, subject, from, to) -> {
                HttpHistory http = subject.http();
                Signal uncaught = evidence.uncaught();
                ErrorDetail error = uncaught == null ? null : uncaught.error();
                return http != null && error != null && ofClient(error) && lastTrouble(http) >= to - SOON;
            });

    private static final Set<Node> KEEP_BUSY = EnumSet.of(
            Node.SERVER_SLOW,
            Node.QUEUE_FULL,
            Node.PRESSURE_FULL,
            Node.BREAKER_OPEN,
            Node.THROTTLED,
            Node.NODE_DOWN,
            Node.HTTP_POOL_SMALL);

    private HttpEdges() {}

    static void addTo(List<Edge> edges) {
        for (Node cause : Node.values()) {
            if (!cause.httpFault()) {
                continue;
            }
            order(edges, cause, Node.HTTP_RETRIES, "what was not taken is sent again");
            order(edges, cause, Node.DOCUMENTS_LOST, "what is refused at the last attempt is not stored");
            edges.add(new Edge(
                    cause,
                    Node.BACKLOG_HEAP,
                    Edge.DAY,
                    REQUESTS_STAYED,
                    "what the server does not take stays in the client"));
            edges.add(new Edge(cause, Node.UNCAUGHT, Edge.DAY, THREW, "the failure reaches the top of the thread"));
        }
        for (Node cause : KEEP_BUSY) {
            order(edges, cause, Node.EXECUTOR_FULL, "tasks wait for the server and for their next attempt");
            order(edges, cause, Node.DEPENDENCY_SLOW, "it is what the tasks wait for");
        }
        order(edges, Node.SERVER_SLOW, Node.HTTP_PENDING, "each connection is busy for longer, so that none is left");
        order(
                edges,
                Node.SERVER_SLOW,
                Node.HTTP_POOL_SMALL,
                "each connection is busy for longer, so that none is left");
        order(
                edges,
                Node.HTTP_POOL_SMALL,
                Node.HTTP_PENDING,
                "there are fewer connections than requests that need one");
        order(edges, Node.HTTP_POOL_SMALL, Node.SERVER_SLOW, "a request that waits for a connection is answered late");
        for (Node full : EnumSet.of(Node.QUEUE_FULL, Node.PRESSURE_FULL, Node.BREAKER_OPEN)) {
            edges.add(new Edge(
                    Node.SERVER_SLOW, full, Edge.DAY, SLOW_BEFORE, "what takes longer leaves more in the queue"));
            order(edges, full, Node.SERVER_SLOW, "what is taken waits behind all that was taken before");
        }
        for (Node more : EnumSet.of(
                Node.SERVER_SLOW, Node.QUEUE_FULL, Node.PRESSURE_FULL, Node.THROTTLED, Node.HTTP_POOL_SMALL)) {
            edges.add(new Edge(
                    Node.LOAD_SURGE, more, Edge.DAY, ThreadEdges.MORE_CAME, "more is asked for than it can do"));
            order(edges, Node.RETRY_STORM, more, "attempts that were refused are made again, on top of what comes");
        }
        for (Node lost : EnumSet.of(Node.THRASHING, Node.SAFEPOINT, Node.CPU_THROTTLED)) {
            edges.add(new Edge(
                    lost,
                    Node.SERVER_SLOW,
                    Edge.DAY,
                    ThreadEdges.STRETCHED,
                    "a process held up sees every answer late"));
        }
        order(edges, Node.BACKLOG_HEAP, Node.GC_PRESSURE, "the fuller the heap, the more often it is collected");
        order(edges, Node.BACKLOG_HEAP, Node.OUT_OF_MEMORY, "requests that were not done filled the heap");
        for (Node heap : EnumSet.of(Node.LEAK, Node.HEAP_SMALL, Node.THRASHING, Node.ACCUMULATION)) {
            order(edges, Node.BACKLOG_HEAP, heap, "requests that were not done fill the heap");
        }
    }

    private static boolean ofClient(ErrorDetail error) {
        for (String client : CLIENTS) {
            if (error.type().contains(client) || error.frames().contains(client)) {
                return true;
            }
        }
        return false;
    }

    private static long lastTrouble(HttpHistory http) {
        long last = -1;
        for (RefusalHistory refused : http.refusals()) {
            last = Math.max(last, refused.lastAt());
        }
        List<Signal> failures = http.failures();
        return failures.isEmpty()
                ? last
                : Math.max(last, failures.get(failures.size() - 1).atNanos());
    }

    private static void order(List<Edge> edges, Node from, Node to, String mechanism) {
        edges.add(new Edge(from, to, Edge.DAY, EdgeTest.ORDER, mechanism));
    }
}
