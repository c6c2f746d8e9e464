package dev.firstfault.diagnosis.graph;

import java.util.EnumSet;
import java.util.List;

/** What a full heap, a full container and a crash bring about. */
final class HeapEdges {

    private HeapEdges() {}

    static void addTo(List<Edge> edges) {
        String fuller = "the fuller the heap, the more often it is collected";
        String nothing = "collections find nothing to free";
        add(edges, Node.HEAP_GROWTH, Node.GC_PRESSURE, Edge.DAY, fuller);
        add(edges, Node.HEAP_GROWTH, Node.OUT_OF_MEMORY, Edge.DAY, "what was left behind filled the heap");
        add(edges, Node.LEAK, Node.GC_PRESSURE, Edge.DAY, fuller);
        add(edges, Node.LEAK, Node.OUT_OF_MEMORY, Edge.DAY, "what is never let go filled the heap");
        add(edges, Node.ACCUMULATION, Node.GC_PRESSURE, Edge.DAY, fuller);
        add(edges, Node.ACCUMULATION, Node.OUT_OF_MEMORY, Edge.DAY, "what one task collects filled the heap");
        add(edges, Node.HEAP_SMALL, Node.GC_PRESSURE, Edge.DAY, nothing);
        add(edges, Node.HEAP_SMALL, Node.OUT_OF_MEMORY, Edge.DAY, "what is needed does not fit");
        add(edges, Node.LARGE_REQUEST, Node.OUT_OF_MEMORY, 60, "the request does not fit into what is free");
        add(edges, Node.LARGE_REQUEST, Node.GC_PRESSURE, 60, nothing);
        add(edges, Node.THRASHING, Node.GC_PRESSURE, Edge.DAY, nothing);
        add(edges, Node.GC_PRESSURE, Node.ACQUIRE_TIMEOUTS, Edge.DAY, "a paused process holds its connections longer");
        add(edges, Node.OUT_OF_MEMORY, Node.UNCAUGHT, 60, "the error reaches the top of the thread");
        for (Node classes : EnumSet.of(Node.METASPACE_LEAK, Node.METASPACE_SMALL)) {
            add(
                    edges,
                    classes,
                    Node.GC_PRESSURE,
                    Edge.DAY,
                    "each class that does not fit brings a collection of the whole heap");
            add(edges, classes, Node.OUT_OF_MEMORY, Edge.DAY, "no class fits into the metaspace any more");
            add(edges, classes, Node.UNCAUGHT, Edge.DAY, "the error reaches the top of the thread");
        }
        add(edges, Node.DIRECT_FULL, Node.UNCAUGHT, Edge.DAY, "the refusal reaches the top of a thread");
        add(edges, Node.DIRECT_FULL, Node.GC_PRESSURE, Edge.DAY, "the JVM collects the heap to find buffers to free");
        add(edges, Node.LOCAL_LIMIT, Node.UNCAUGHT, Edge.DAY, "the refusal reaches the top of a thread");
        add(edges, Node.CONTAINER_FULL, Node.CONTAINER_KILL, 60, "the kernel kills what exceeds the limit");
        add(edges, Node.CRASH, Node.CRASH_END, 60, "the JVM aborts");
    }

    private static void add(List<Edge> edges, Node from, Node to, long maxLagSeconds, String mechanism) {
        edges.add(new Edge(from, to, maxLagSeconds, EdgeTest.ORDER, mechanism));
    }
}
