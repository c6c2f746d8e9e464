package dev.firstfault.collectors.jdbc;

import org.jspecify.annotations.Nullable;

/** What was executed since a checkout, counted without allocating. One thread at a time. */
final class CheckoutTally {

    /** A ninth takes the place of the rarest: the commonest, which is what is asked for, stays. */
    private static final int SHAPES = 8;

    private final @Nullable StatementShape[] shapes = new StatementShape[SHAPES];
    private final int[] counts = new int[SHAPES];
    private int statements;
    private long nanos;
    private long firstNanos;
    private long lastNanos;

    void clear() {
        statements = 0;
        nanos = 0;
        for (int i = 0; i < SHAPES; i++) {
            shapes[i] = null;
            counts[i] = 0;
        }
    }

    /** Counts one execution; how often its shape came now. */
    int count(StatementShape shape, long startNanos, long endNanos) {
        if (statements++ == 0) {
            firstNanos = startNanos;
        }
        lastNanos = endNanos;
        nanos += endNanos - startNanos;
        int rarest = 0;
        for (int i = 0; i < SHAPES; i++) {
            if (shapes[i] == shape) {
                return ++counts[i];
            }
            rarest = counts[i] < counts[rarest] ? i : rarest;
        }
        shapes[rarest] = shape;
        counts[rarest] = 1;
        return 1;
    }

    int statements() {
        return statements;
    }

    /** Time spent in them. */
    long nanos() {
        return nanos;
    }

    /** From the start of the first to the end of the last. */
    long spanNanos() {
        return statements == 0 ? 0 : lastNanos - firstNanos;
    }

    /** The commonest shape, null where nothing was executed. */
    @Nullable
    StatementShape commonest() {
        return shapes[indexOfCommonest()];
    }

    /** How often that was executed. */
    int repeats() {
        return counts[indexOfCommonest()];
    }

    private int indexOfCommonest() {
        int most = 0;
        for (int i = 1; i < SHAPES; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return most;
    }
}
