package dev.firstfault.diagnosis.verdict;

/** What followed from the first fault and is not itself the cause. */
public final class Consequence {

    private final String kind;
    private final long atNanos;
    private final String summary;

    /**
     * @param kind word of the node in the causal graph
     * @param atNanos its onset, nanoseconds since the origin of the timeline
     * @param summary the mechanism, one sentence
     */
    public Consequence(String kind, long atNanos, String summary) {
        this.kind = kind;
        this.atNanos = atNanos;
        this.summary = summary;
    }

    public String kind() {
        return kind;
    }

    public long atNanos() {
        return atNanos;
    }

    public String summary() {
        return summary;
    }

    @Override
    public String toString() {
        return kind + ": " + summary;
    }
}
