package dev.firstfault.signals.meter;

/** What a number means to who reads it; the word is Prometheus's. */
public enum MeterType {
    COUNTER("counter"),
    GAUGE("gauge"),
    HISTOGRAM("histogram");

    private final String word;

    MeterType(String word) {
        this.word = word;
    }

    /** The word after {@code # TYPE name}. */
    public String word() {
        return word;
    }
}
