package dev.firstfault.diagnosis.graph;

/** One way in which one thing brings about another. */
public final class Edge {

    /** Seconds: where an effect may take as long as a process lives. */
    static final long DAY = 86_400;

    private final Node from;
    private final Node to;
    private final long maxLagNanos;
    private final EdgeTest test;
    private final String mechanism;

    Edge(Node from, Node to, long maxLagSeconds, EdgeTest test, String mechanism) {
        this.from = from;
        this.to = to;
        this.maxLagNanos = maxLagSeconds * 1_000_000_000L;
        this.test = test;
        this.mechanism = mechanism;
    }

    public Node from() {
        return from;
    }

    public Node to() {
        return to;
    }

    /** The longest time the effect may take to show, from the onset of the cause. */
    public long maxLagNanos() {
        return maxLagNanos;
    }

    public EdgeTest test() {
        return test;
    }

    /** How the one brings about the other, one clause. */
    public String mechanism() {
        return mechanism;
    }
}
