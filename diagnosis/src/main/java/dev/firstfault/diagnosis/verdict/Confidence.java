package dev.firstfault.diagnosis.verdict;

/** How much a verdict may be relied on. */
public enum Confidence {
    /** Every observation that separates the fault from its look-alikes was made. */
    HIGH("high"),
    /** The fault fits best; an observation that would separate it from a look-alike is missing. */
    MEDIUM("medium"),
    /** Not enough evidence to name a fault. */
    NONE("none");

    private final String word;

    Confidence(String word) {
        this.word = word;
    }

    /** The word of reports and labels. */
    public String word() {
        return word;
    }

    /** The lower of both. */
    public Confidence atMost(Confidence limit) {
        return compareTo(limit) >= 0 ? this : limit;
    }
}
