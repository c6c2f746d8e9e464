package dev.firstfault.diagnosis.graph;

/** What must have been observed for an edge of the causal graph to hold, beside order and lag. */
public final class EdgeTest {

    /** The observation. */
    interface Observation {
        /**
         * Whether it was made.
         *
         * @param subject what the effect happened to
         * @param fromNanos onset of the cause
         * @param toNanos onset of the effect
         */
        boolean made(Evidence evidence, Subject subject, long fromNanos, long toNanos);
    }

    static final EdgeTest ORDER =
            new EdgeTest("nothing more than that it came later", (evidence, subject, from, to) -> true);

    private final String words;
    private final Observation observation;

    EdgeTest(String words, Observation observation) {
        this.words = words;
        this.observation = observation;
    }

    /** The test in words, for the documentation. */
    public String words() {
        return words;
    }

    boolean holds(Evidence evidence, Subject subject, long fromNanos, long toNanos) {
        return observation.made(evidence, subject, fromNanos, toNanos);
    }
}
