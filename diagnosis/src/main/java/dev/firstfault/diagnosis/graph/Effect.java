package dev.firstfault.diagnosis.graph;

import org.jspecify.annotations.Nullable;

/** A node that is the case, and the edge by which it follows from another. */
public final class Effect {

    private final Node node;
    private final long atNanos;
    private final @Nullable Edge edge;

    Effect(Node node, long atNanos, @Nullable Edge edge) {
        this.node = node;
        this.atNanos = atNanos;
        this.edge = edge;
    }

    public Node node() {
        return node;
    }

    /** Its onset, nanoseconds since the origin. */
    public long atNanos() {
        return atNanos;
    }

    /** How it came about, one clause. */
    public String mechanism() {
        return edge == null ? "" : edge.mechanism();
    }
}
