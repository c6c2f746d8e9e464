package dev.firstfault.diagnosis.fleet;

import dev.firstfault.diagnosis.onset.Series;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.signals.Timeline;
import org.jspecify.annotations.Nullable;

/** A level of one process that became higher, in wall-clock time, so that processes can be compared. Immutable. */
public final class Rise {

    private static final long S = 1_000_000_000L;

    /** A level is told once a second, over the second before. */
    private static final long UNCERTAIN_MILLIS = 1000;

    /** A time of day between the peaks of a long life is found to a hundredth of it. */
    private static final int STEPS = 100;

    private final long onsetMillis;
    private final long untilMillis;
    private final double before;
    private final double now;

    Rise(long onsetMillis, long untilMillis, double before, double now) {
        this.onsetMillis = onsetMillis;
        this.untilMillis = untilMillis;
        this.before = before;
        this.now = now;
    }

    /** The rise to the level's highest ten seconds, or null where it never rose by the ratio and the amount. */
    static @Nullable Rise of(Series series, Timeline timeline, double ratio, double amount) {
        long peak = peak(series, timeline.endNanos());
        Shift shift = Shift.of(series, peak, amount);
        if (!shift.rose(ratio, amount)) {
            return null;
        }
        return new Rise(timeline.epochMillis(shift.onset()), timeline.epochMillis(peak), shift.before(), shift.now());
    }

    /** The end of the ten seconds in which the level stood highest: the last such, if they are much alike. */
    private static long peak(Series series, long endNanos) {
        long end = series.knownUntil(endNanos);
        long best = end;
        double highest = series.median(Math.max(0, end - 10 * S), end);
        for (long at = end; at > 0; at -= Math.max(5 * S, end / STEPS)) {
            double level = series.median(Math.max(0, at - 10 * S), at);
            if (level > 1.2 * highest || Double.isNaN(highest)) {
                highest = level;
                best = at;
            }
        }
        return best;
    }

    /** When it began, milliseconds since the epoch. */
    public long onsetMillis() {
        return onsetMillis;
    }

    /** Until when it is known to have stood, milliseconds since the epoch. */
    long untilMillis() {
        return untilMillis;
    }

    public double before() {
        return before;
    }

    public double now() {
        return now;
    }

    double growth() {
        return now - before;
    }

    /** Whether it began before another for certain, given by how much their clocks may differ. */
    boolean clearlyBefore(long otherMillis, long clocksMillis) {
        return onsetMillis + 2 * UNCERTAIN_MILLIS + clocksMillis < otherMillis;
    }

    /** Whether it began after another for certain. */
    boolean clearlyAfter(long otherMillis, long clocksMillis) {
        return onsetMillis > otherMillis + 2 * UNCERTAIN_MILLIS + clocksMillis;
    }
}
