package dev.firstfault.diagnosis.onset;

import java.util.Arrays;

/** How often something happened, as records tell it for the time since the record before: what fell between two moments. */
public final class Counts {

    private long[] from = new long[16];
    private long[] to = new long[16];
    private double[] count = new double[16];
    private int size;

    /** So many between two moments; the later of them ascend. */
    void add(long fromNanos, long toNanos, double n) {
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
            count = Arrays.copyOf(count, 2 * size);
        }
        from[size] = Math.min(fromNanos, toNanos);
        to[size] = toNanos;
        count[size++] = n;
    }

    /** All of them. */
    public double all() {
        return between(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
    }

    /** Those between two moments; of a record that reaches beyond, its share. */
    public double between(long fromNanos, long toNanos) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double span = to[i] - from[i];
            double within = (double) Math.min(to[i], toNanos) - Math.max(from[i], fromNanos);
            if (span <= 0) {
                sum += to[i] >= fromNanos && to[i] <= toNanos ? count[i] : 0;
            } else if (within > 0) {
                sum += count[i] * within / span;
            }
        }
        return sum;
    }

    /** When the first after a moment began to happen; -1 where none did. */
    public long firstAfter(long nanos) {
        for (int i = 0; i < size; i++) {
            if (count[i] > 0 && to[i] > nanos) {
                return Math.max(nanos, from[i]);
            }
        }
        return -1;
    }
}
