package dev.firstfault.diagnosis.graph;

import org.jspecify.annotations.Nullable;

/** A node that is the case, and the edge by which it follows from another. */
public final class Effect {

    private final Node node;
    private final Subject subject;
    private final long atNanos;
    private final long uncertaintyNanos;
    private final @Nullable Edge edge;

    Effect(Node node, Subject subject, long atNanos, long uncertaintyNanos, @Nullable Edge edge) {
        this.node = node;
        this.subject = subject;
        this.atNanos = atNanos;
        this.uncertaintyNanos = uncertaintyNanos;
        this.edge = edge;
    }

    public Node node() {
        return node;
    }

    /** What it happened to. */
    public Subject subject() {
        return subject;
    }

    /** Its onset, nanoseconds since the origin. */
    public long atNanos() {
        return atNanos;
    }

    long uncertaintyNanos() {
        return uncertaintyNanos;
    }

    /** How it came about, one clause. */
    public String mechanism() {
        return edge == null ? "" : edge.mechanism();
    }
}
