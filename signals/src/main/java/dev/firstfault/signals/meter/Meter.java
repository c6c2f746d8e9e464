package dev.firstfault.signals.meter;

/** One series of a {@link MeterFamily}. */
public abstract class Meter {

    private final String labels;

    Meter(String labels) {
        this.labels = labels;
    }

    /** Its labels as they stand in an exposition, without braces: {@code pool="orders",reason="down"}; may be empty. */
    public final String labels() {
        return labels;
    }
}
