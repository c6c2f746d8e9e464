package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;

/** The bulks of one HTTP target: what the application brought, and what came of it. */
public final class BulkHistory {

    private final Counts brought = new Counts();
    private final Counts whole = new Counts();
    private final Counts repeats = new Counts();
    private final Counts givenUp = new Counts();
    private final Counts refused = new Counts();
    private final Counts waited = new Counts();
    private boolean seen;

    BulkHistory() {}

    void add(Signal signal) {
        long to = signal.atNanos();
        long from = to - Math.max(0, signal.durationNanos());
        seen = true;
        brought.add(from, to, Signal.upper(signal.v1()));
        whole.add(from, to, Signal.lower(signal.v1()));
        repeats.add(from, to, Signal.upper(signal.v2()));
        givenUp.add(from, to, Signal.lower(signal.v2()));
        refused.add(from, to, Signal.upper(signal.v3()));
        waited.add(from, to, Signal.lower(signal.v3()));
    }

    /** Whether bulks were told of. */
    public boolean seen() {
        return seen;
    }

    /** Bulks that the application brought. */
    public Counts brought() {
        return brought;
    }

    /** Of them taken whole at the first attempt. */
    public Counts whole() {
        return whole;
    }

    /** Attempts that repeated one. */
    public Counts repeats() {
        return repeats;
    }

    /** Documents given up for good. */
    public Counts givenUp() {
        return givenUp;
    }

    /** Documents refused in an attempt, each time counted anew. */
    public Counts refused() {
        return refused;
    }

    /** Time waited before attempts, milliseconds. */
    public Counts waitedMillis() {
        return waited;
    }

    /** Share of the bulks between two moments that were not taken whole at the first attempt; NaN where none ended. */
    public double hitShare(long fromNanos, long toNanos) {
        double all = brought.between(fromNanos, toNanos);
        return all < 1 ? Double.NaN : 1 - whole.between(fromNanos, toNanos) / all;
    }

    /** Share of the attempts between two moments that repeated one; 0 where there was none. */
    public double repeatShare(long fromNanos, long toNanos) {
        double again = repeats.between(fromNanos, toNanos);
        double all = again + brought.between(fromNanos, toNanos);
        return all <= 0 ? 0 : again / all;
    }
}
