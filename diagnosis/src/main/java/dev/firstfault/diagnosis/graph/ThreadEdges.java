package dev.firstfault.diagnosis.graph;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What load, executors, locks, retries and names bring about. */
final class ThreadEdges {

    /** What makes tasks take longer, or never end. */
    private static final Set<Node> SLOW_TASKS = EnumSet.of(
            Node.DATABASE_SLOW,
            Node.QUERY_SLOW,
            Node.LOCK_WAIT,
            Node.PEER_SILENT,
            Node.TIMEOUT_SHORT,
            Node.QUERY_PER_ROW,
            Node.CONNECTION_LEAK,
            Node.LONG_TRANSACTION,
            Node.POOL_SMALL,
            Node.DEPENDENCY_SLOW,
            Node.NAME_SLOW,
            Node.NETWORK_SLOW,
            Node.DEADLOCK,
            Node.STARVATION,
            Node.LOCK_CONTENTION,
            Node.OUTPUT_BLOCKED,
            Node.SAFEPOINT,
            Node.CPU_THROTTLED,
            Node.RETRY_STORM,
            Node.THRASHING);

    /** What takes time from the whole process. */
    private static final Set<Node> LOST_TIME = EnumSet.of(Node.THRASHING, Node.SAFEPOINT, Node.CPU_THROTTLED);

    /** What shows as something taking longer. */
    private static final Set<Node> TIMINGS = EnumSet.of(
            Node.DATABASE_SLOW,
            Node.QUERY_SLOW,
            Node.DEPENDENCY_SLOW,
            Node.POOL_SMALL,
            Node.LONG_TRANSACTION,
            Node.LOCK_CONTENTION,
            Node.SERVER_SILENT,
            Node.TIMEOUT_SHORT,
            Node.NAME_SLOW);

    /** What stops threads for good, or nearly so, wherever they are. */
    private static final Set<Node> STOPS = EnumSet.of(Node.DEADLOCK, Node.STARVATION, Node.OUTPUT_BLOCKED);

    static final EdgeTest STRETCHED = new EdgeTest(
            "collections, the CPU limit or pauses took 15 % of the time or more since then",
            (evidence, subject, from, to) ->
                    evidence.lostTime(from, evidence.endNanos()).notable());

    static final EdgeTest MORE_CAME = new EdgeTest(
            "tasks or checkouts a second had doubled before, and still do",
            (evidence, subject, from, to) -> evidence.load().riseBefore(to) != null);

    static final EdgeTest FEEDS_HEAP = new EdgeTest(
            "what collections left grew by a fifth of the heap, in step with a queue that has no end",
            (evidence, subject, from, to) -> to >= 0);

    static final EdgeTest REFUSED = new EdgeTest(
            "an error says that the system refused a thread",
            (evidence, subject, from, to) -> evidence.threads().refusedAt() >= 0);

    private ThreadEdges() {}

    static void addTo(List<Edge> edges) {
        for (Node cause : SLOW_TASKS) {
            order(edges, cause, Node.EXECUTOR_FULL, "tasks take longer, so that no thread is free");
        }
        for (Node cause : EnumSet.of(Node.LOAD_SURGE, Node.HERD)) {
            order(edges, cause, Node.EXECUTOR_FULL, "more tasks come than are done");
            order(edges, cause, Node.POOL_PENDING, "more connections are wanted than the pool has");
        }
        order(edges, Node.EXECUTOR_FULL, Node.QUEUE_GROWTH, "tasks wait for a thread");
        order(edges, Node.EXECUTOR_FULL, Node.TASKS_REJECTED, "no thread and no room in the queue is left for a task");
        edges.add(new Edge(
                Node.QUEUE_GROWTH,
                Node.QUEUED_HEAP,
                Edge.DAY,
                FEEDS_HEAP,
                "tasks that wait keep what they were given to work on"));
        order(edges, Node.QUEUED_HEAP, Node.GC_PRESSURE, "the fuller the heap, the more often it is collected");
        order(edges, Node.QUEUED_HEAP, Node.OUT_OF_MEMORY, "what waits filled the heap");
        for (Node heap : EnumSet.of(Node.LEAK, Node.HEAP_SMALL, Node.THRASHING)) {
            order(edges, Node.QUEUED_HEAP, heap, "what waits fills the heap");
        }
        for (Node lost : LOST_TIME) {
            for (Node timing : TIMINGS) {
                edges.add(new Edge(lost, timing, Edge.DAY, STRETCHED, "a process held up sees every answer late"));
            }
        }
        for (Node more : EnumSet.of(
                Node.DATABASE_SLOW,
                Node.QUERY_SLOW,
                Node.LOCK_WAIT,
                Node.DEPENDENCY_SLOW,
                Node.POOL_SMALL,
                Node.LOCK_CONTENTION,
                Node.THRASHING)) {
            edges.add(new Edge(Node.LOAD_SURGE, more, Edge.DAY, MORE_CAME, "what is asked for more often gets slower"));
        }
        for (Node stop : STOPS) {
            for (Node held : EnumSet.of(Node.POOL_PENDING, Node.CONNECTION_LEAK, Node.LONG_TRANSACTION)) {
                order(edges, stop, held, "a thread that is stopped keeps its connection");
            }
            order(edges, stop, Node.LOCK_CONTENTION, "a thread that is stopped keeps its locks");
            order(edges, stop, Node.DEPENDENCY_SLOW, "tasks wait for the thread that is stopped");
        }
        order(edges, Node.LOCK_CONTENTION, Node.POOL_PENDING, "threads keep their connection while they queue");
        order(edges, Node.LOCK_CONTENTION, Node.LONG_TRANSACTION, "threads keep their connection while they queue");
        order(edges, Node.LOCK_CONTENTION, Node.DEPENDENCY_SLOW, "tasks take longer by the time they queue");
        for (Node connect : Node.values()) {
            if (connect.connectFault()) {
                order(edges, connect, Node.EXECUTOR_FULL, "tasks wait for a connection that cannot be opened");
                order(edges, connect, Node.DEPENDENCY_SLOW, "tasks wait for a connection that cannot be opened");
                order(edges, connect, Node.LOCK_CONTENTION, "a pool that opens a connection lets the others wait");
            }
        }
        for (Node slow : EnumSet.of(
                Node.DATABASE_SLOW,
                Node.QUERY_SLOW,
                Node.LOCK_WAIT,
                Node.PEER_SILENT,
                Node.NETWORK_SLOW,
                Node.NAME_SLOW,
                Node.QUERY_PER_ROW,
                Node.CONNECTION_LEAK,
                Node.LONG_TRANSACTION,
                Node.POOL_SMALL)) {
            order(edges, slow, Node.DEPENDENCY_SLOW, "it is what the tasks wait for");
            order(edges, slow, Node.LOCK_CONTENTION, "a lock is held for as long as its owner waits");
        }
        order(edges, Node.NETWORK_SLOW, Node.POOL_PENDING, "each connection is held for longer, so that none is left");
        order(edges, Node.NAME_SLOW, Node.POOL_PENDING, "opening a connection waits for the name");
        for (Node overload : EnumSet.of(
                Node.DATABASE_SLOW,
                Node.QUERY_SLOW,
                Node.LOCK_WAIT,
                Node.DEPENDENCY_SLOW,
                Node.LOAD_SURGE,
                Node.TIMEOUT_SHORT,
                Node.POOL_SMALL)) {
            order(edges, Node.RETRY_STORM, overload, "attempts that fail are made again, on top of what comes");
        }
        order(edges, Node.RETRY_STORM, Node.POOL_PENDING, "attempts take the connections that first tries need");
        order(edges, Node.HERD, Node.LOAD_SURGE, "all come at once");
        order(edges, Node.THREAD_LEAK, Node.LOCAL_LIMIT, "the threads of this process are what reached the limit");
        edges.add(new Edge(
                Node.THREAD_LEAK, Node.UNCAUGHT, Edge.DAY, REFUSED, "the refusal reaches the top of a thread"));
    }

    private static void order(List<Edge> edges, Node from, Node to, String mechanism) {
        edges.add(new Edge(from, to, Edge.DAY, EdgeTest.ORDER, mechanism));
    }
}
