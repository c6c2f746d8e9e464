package dev.firstfault.signals;

import java.util.Arrays;

/** One sample of the process's levels: a row of the flight recorder. Reused by its owner; not thread-safe. */
public final class Frame {

    /** A level that could not be read: unknown is not zero. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private long atNanos;
    private final long[] values = new long[FrameField.CAPACITY];

    public Frame() {
        Arrays.fill(values, UNKNOWN);
    }

    /** When it was taken, nanoseconds since the origin of the timeline. */
    public long atNanos() {
        return atNanos;
    }

    public void atNanos(long value) {
        atNanos = value;
    }

    /** The level, or {@link #UNKNOWN}. */
    public long get(FrameField field) {
        return values[field.column()];
    }

    public void set(FrameField field, long value) {
        values[field.column()] = value;
    }

    public boolean has(FrameField field) {
        return values[field.column()] != UNKNOWN;
    }

    /** The raw column, for the box: {@code index} below {@link FrameField#CAPACITY}. */
    public long raw(int index) {
        return values[index];
    }

    public void raw(int index, long value) {
        values[index] = value;
    }
}
