package dev.firstfault.diagnosis.graph;

/** What must have been observed for an edge of the causal graph to hold, beside order and lag. */
public enum EdgeTest {
    ORDER("nothing more than that it came later"),
    THREE_ATTEMPTS("at least three attempts failed"),
    STILL_REFUSED("checkouts timed out while connections failed"),
    FEWER_THAN_MAXIMUM("a pool stayed below its configured size while connections failed"),
    NOT_RECOVERED("connections failed within the last 30 s before it, and none succeeded since"),
    GROWS_PER_FAILURE("the heap did not grow before the first failure, and grew only around failed attempts"),
    PRESSURE_BEFORE_TIMEOUTS("collections took half of the time before the first connect timed out");

    private final String words;

    EdgeTest(String words) {
        this.words = words;
    }

    /** The test in words, for the documentation. */
    public String words() {
        return words;
    }
}
