package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;

/** One column of the samples as a level that may rise: from where, to where, since when, how steadily. Immutable. */
public final class FrameLevel {

    private static final long S = 1_000_000_000L;

    /** A pause shows as this share of the rise that the curve lies below a straight line. */
    private static final double KNEE = 0.05;

    private final int size;
    private final long[] at;
    private final long[] value;
    private final long end;
    private final long base;
    private final long top;
    private final int riseFrom;
    private final int riseTo;

    private FrameLevel(HeapHistory samples, FrameField field, long end) {
        this.end = end;
        at = new long[samples.size()];
        value = new long[samples.size()];
        int n = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (samples.level(field, i) != Frame.UNKNOWN) {
                at[n] = samples.at(i);
                value[n++] = samples.level(field, i);
            }
        }
        size = n;
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < n; i++) {
            least = Math.min(least, value[i]);
            most = Math.max(most, value[i]);
        }
        top = most;
        riseTo = firstAbove(top - (top - (n == 0 ? 0 : least)) / 10);
        int knee = knee();
        base = n == 0 ? 0 : knee > 0 ? value[knee] : least;
        riseFrom = knee > 0 ? knee : firstAbove(base + (top - base) / 10);
    }

    /** Where the curve lies farthest below the straight line to its rise: the end of the start, if it then paused; or -1. */
    private int knee() {
        if (riseTo >= size || riseTo < 2 || at[riseTo] <= at[0]) {
            return -1;
        }
        int best = -1;
        double most = 0;
        double perNano = (double) (value[riseTo] - value[0]) / (at[riseTo] - at[0]);
        for (int i = 1; i < riseTo; i++) {
            double below = value[0] + perNano * (at[i] - at[0]) - value[i];
            if (below > most) {
                most = below;
                best = i;
            }
        }
        return most >= KNEE * (value[riseTo] - value[0]) ? best : -1;
    }

    /** The level as the samples up to {@code endNanos} show it. */
    public static FrameLevel of(HeapHistory samples, FrameField field, long endNanos) {
        return new FrameLevel(samples, field, endNanos);
    }

    private int firstAbove(long level) {
        for (int i = 0; i < size; i++) {
            if (value[i] > level) {
                return i;
            }
        }
        return size;
    }

    /** Whether it was read at all. */
    public boolean known() {
        return size > 0;
    }

    /** What it rose from: its lowest value or, where it paused after the start, that. */
    public long base() {
        return base;
    }

    /** Its highest value. */
    public long top() {
        return top;
    }

    /** Its last value; 0 where unknown. */
    public long last() {
        return size == 0 ? 0 : value[size - 1];
    }

    /** When its rise began, nanoseconds since the origin. */
    public long riseAt() {
        return size == 0 ? 0 : at[Math.min(riseFrom, size - 1)];
    }

    /** How long it took to nine tenths of its rise. */
    public long riseNanos() {
        return riseFrom >= size || riseTo >= size ? 0 : at[riseTo] - at[riseFrom];
    }

    /** Where in the time of the rise half of it was done: 0.5 for a straight line, near 0 or 1 for a step. */
    public double middle() {
        int half = firstAbove(base + (top - base) / 2);
        return riseNanos() <= 0 || half >= size ? 0 : (double) (at[half] - at[riseFrom]) / riseNanos();
    }

    /** The line through the rise. */
    public Slope slope() {
        return Slope.of(at, value, Math.max(0, riseFrom - 1), Math.min(size, riseTo + 1));
    }

    /** Whether it rose for so long, evenly, and up to the end. */
    public boolean roseFor(long nanos) {
        Slope slope = slope();
        return riseNanos() >= nanos
                && slope.rises()
                && slope.tau() >= 0.7
                && middle() >= 0.2
                && middle() <= 0.8
                && end - at[riseTo] <= Math.max(5 * S, riseNanos() / 2);
    }

    /** Since when it has been at least this high; -1 if it is not. */
    public long aboveAt(long level) {
        long since = -1;
        for (int i = size - 1; i >= 0 && value[i] >= level; i--) {
            since = at[i];
        }
        return since;
    }
}
