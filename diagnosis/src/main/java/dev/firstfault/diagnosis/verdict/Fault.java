package dev.firstfault.diagnosis.verdict;

/** What went wrong first. */
public final class Fault {

    private final FaultKind kind;
    private final String target;
    private final long atNanos;
    private final Confidence confidence;
    private final String summary;

    /**
     * @param target what it happened to: a JDBC target, a pool, {@code heap}; empty where there is none
     * @param atNanos its onset, nanoseconds since the origin of the timeline
     * @param summary one or two plain sentences with numbers
     */
    public Fault(FaultKind kind, String target, long atNanos, Confidence confidence, String summary) {
        this.kind = kind;
        this.target = target;
        this.atNanos = atNanos;
        this.confidence = confidence;
        this.summary = summary;
    }

    public FaultKind kind() {
        return kind;
    }

    public String target() {
        return target;
    }

    public long atNanos() {
        return atNanos;
    }

    public Confidence confidence() {
        return confidence;
    }

    public String summary() {
        return summary;
    }

    @Override
    public String toString() {
        return kind.word() + " [" + confidence.word() + "] " + target + ": " + summary;
    }
}
