package dev.firstfault.diagnosis.onset;

import java.util.Arrays;

/**
 * A level over time as records tell it that are left out while nothing changes: each holds until the next, though not for
 * longer than such records are ever left out.
 */
public final class Series {

    private final long holdNanos;
    private long[] at = new long[16];
    private double[] value = new double[16];
    private int size;

    /** @param holdNanos how long a value holds where no other follows */
    public Series(long holdNanos) {
        this.holdNanos = holdNanos;
    }

    /** Adds a value from this moment on; moments ascend. */
    void add(long atNanos, double level) {
        if (size == at.length) {
            at = Arrays.copyOf(at, 2 * size);
            value = Arrays.copyOf(value, 2 * size);
        }
        at[size] = size > 0 ? Math.max(atNanos, at[size - 1]) : atNanos;
        value[size++] = level;
    }

    public int size() {
        return size;
    }

    public long at(int i) {
        return at[i];
    }

    public double value(int i) {
        return value[i];
    }

    /** How long value {@code i} holds up to a moment, nanoseconds. */
    public long held(int i, long toNanos) {
        long next = i + 1 < size ? at[i + 1] : toNanos;
        return Math.max(0, Math.min(Math.min(next, toNanos) - at[i], holdNanos));
    }

    /** The last moment that a value is known for, at most {@code endNanos}; 0 where there is none. */
    public long knownUntil(long endNanos) {
        return size == 0 ? 0 : Math.min(endNanos, at[size - 1] + holdNanos);
    }

    /** First value at or after the moment; {@link #size()} where there is none. */
    public int indexAt(long nanos) {
        int found = Arrays.binarySearch(at, 0, size, nanos);
        while (found > 0 && at[found - 1] == nanos) {
            found--;
        }
        return found >= 0 ? found : -found - 1;
    }

    /** The value that holds at a moment, or {@link Double#NaN}. */
    public double valueAt(long nanos) {
        int i = indexAt(nanos + 1) - 1;
        return i >= 0 && nanos - at[i] <= holdNanos ? value[i] : Double.NaN;
    }

    /** The next moment after this one at which another value holds, or none any more; {@link Long#MAX_VALUE} where there is none. */
    long nextChange(long nanos) {
        int next = indexAt(nanos + 1);
        long ends = next > 0 && nanos - at[next - 1] <= holdNanos ? at[next - 1] + holdNanos + 1 : Long.MAX_VALUE;
        return next < size ? Math.min(at[next], ends) : ends;
    }

    /** The level that was undercut for this share of the time between two moments; NaN where nothing is known. */
    public double quantile(double share, long fromNanos, long toNanos) {
        int from = Math.max(0, indexAt(fromNanos) - 1);
        int to = indexAt(toNanos);
        int n = 0;
        double[][] pairs = new double[Math.max(0, to - from)][];
        double total = 0;
        for (int i = from; i < to; i++) {
            long start = Math.max(at[i], fromNanos);
            long end = Math.min(at[i] + held(i, toNanos), toNanos);
            if (end > start || (end == start && at[i] >= fromNanos)) {
                double weight = Math.max(1, end - start);
                pairs[n++] = new double[] {value[i], weight};
                total += weight;
            }
        }
        if (n == 0) {
            return Double.NaN;
        }
        Arrays.sort(pairs, 0, n, (one, other) -> Double.compare(one[0], other[0]));
        double passed = 0;
        for (int i = 0; i < n; i++) {
            passed += pairs[i][1];
            if (passed >= share * total) {
                return pairs[i][0];
            }
        }
        return pairs[n - 1][0];
    }

    /** The median over the time between two moments; NaN where nothing is known. */
    public double median(long fromNanos, long toNanos) {
        return quantile(0.5, fromNanos, toNanos);
    }

    /** The highest value between two moments; NaN where nothing is known. */
    public double highest(long fromNanos, long toNanos) {
        double best = Double.NaN;
        for (int i = Math.max(0, indexAt(fromNanos) - 1); i < size && at[i] <= toNanos; i++) {
            if (at[i] + holdNanos >= fromNanos && !(value[i] <= best)) {
                best = value[i];
            }
        }
        return best;
    }

    /** The values summed over the time they hold between two moments: of a rate per second, the count. */
    public double sum(long fromNanos, long toNanos) {
        double sum = 0;
        for (int i = Math.max(0, indexAt(fromNanos) - 1); i < size && at[i] <= toNanos; i++) {
            long start = Math.max(at[i], fromNanos);
            long end = Math.min(at[i] + held(i, toNanos), toNanos);
            sum += end > start ? value[i] * (end - start) / 1e9 : 0;
        }
        return sum;
    }

    /** The mean over the time between two moments for which something is known; NaN where nothing is. */
    public double mean(long fromNanos, long toNanos) {
        return sum(fromNanos, toNanos) * 1e9 / known(fromNanos, toNanos);
    }

    /** How long something was known between two moments, nanoseconds. */
    public long known(long fromNanos, long toNanos) {
        long known = 0;
        for (int i = Math.max(0, indexAt(fromNanos) - 1); i < size && at[i] <= toNanos; i++) {
            long start = Math.max(at[i], fromNanos);
            long end = Math.min(at[i] + held(i, toNanos), toNanos);
            known += Math.max(0, end - start);
        }
        return known;
    }
}
