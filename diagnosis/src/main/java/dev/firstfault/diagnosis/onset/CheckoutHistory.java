package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import java.util.ArrayList;
import java.util.List;

/** What was executed within the checkouts of one target. */
public final class CheckoutHistory {

    private static final long S = 1_000_000_000L;
    private static final long HOLD = 11 * S;

    private final List<Signal> all = new ArrayList<>();
    private final Series ended = new Series(HOLD);
    private final Series perCheckout = new Series(HOLD);
    private final Series busiest = new Series(HOLD);

    void add(Signal signal) {
        long from = signal.atNanos() - S;
        int count = Signal.upper(signal.v1());
        all.add(signal);
        ended.add(from, count);
        if (count > 0) {
            perCheckout.add(from, Signal.lower(signal.v1()) / (double) count);
            busiest.add(from, Signal.upper(signal.v2()));
        }
    }

    /** All records, ascending by time. */
    public List<Signal> all() {
        return all;
    }

    /** Checkouts that ended per second. */
    public Series ended() {
        return ended;
    }

    /** Statements in each checkout, on the average of a second. */
    public Series perCheckout() {
        return perCheckout;
    }

    /** Statements in the busiest checkout of each second. */
    public Series busiest() {
        return busiest;
    }
}
