package dev.firstfault.diagnosis.graph;

/** A node of the causal graph that is the case, as a rule found it. */
public class Cause {

    private final Node node;
    private final Subject subject;
    private final long atNanos;
    private final long uncertaintyNanos;

    /**
     * @param atNanos its onset, nanoseconds since the origin
     * @param uncertaintyNanos how much earlier or later than that it may have set in
     */
    public Cause(Node node, Subject subject, long atNanos, long uncertaintyNanos) {
        this.node = node;
        this.subject = subject;
        this.atNanos = atNanos;
        this.uncertaintyNanos = uncertaintyNanos;
    }

    public final Node node() {
        return node;
    }

    /** What it happened to. */
    public final Subject subject() {
        return subject;
    }

    /** Its onset, nanoseconds since the origin. */
    public final long atNanos() {
        return atNanos;
    }

    /** How much earlier or later it may have set in: 0 for an event, seconds for a level read now and then. */
    public final long uncertaintyNanos() {
        return uncertaintyNanos;
    }
}
