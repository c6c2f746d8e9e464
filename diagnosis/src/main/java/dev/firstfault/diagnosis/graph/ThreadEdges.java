package dev.firstfault.diagnosis.graph;

import java.util.List;

/** What load, executors, locks, retries and names bring about. */
final class ThreadEdges {

    private ThreadEdges() {}

    static void addTo(List<Edge> edges) {}
}
