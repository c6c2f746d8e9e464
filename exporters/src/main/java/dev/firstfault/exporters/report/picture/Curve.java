package dev.firstfault.exporters.report.picture;

import java.util.Arrays;

/** One quantity over time; {@link Double#NaN} is a gap. Built by one thread, then read only. */
final class Curve {

    private final String name;
    private final Form form;
    private final Tone tone;
    private long[] at = new long[64];
    private double[] value = new double[64];
    private int size;

    /** @param name for the legend; empty for none */
    Curve(String name, Form form, Tone tone) {
        this.name = name;
        this.form = form;
        this.tone = tone;
    }

    /** Adds a point; moments ascend. */
    void add(long atNanos, double level) {
        if (size == at.length) {
            at = Arrays.copyOf(at, 2 * size);
            value = Arrays.copyOf(value, 2 * size);
        }
        at[size] = atNanos;
        value[size++] = level;
    }

    String name() {
        return name;
    }

    Form form() {
        return form;
    }

    Tone tone() {
        return tone;
    }

    int size() {
        return size;
    }

    long at(int i) {
        return at[i];
    }

    double value(int i) {
        return value[i];
    }

    /** Whether it is ever above zero. */
    boolean everPositive() {
        for (int i = 0; i < size; i++) {
            if (value[i] > 0) {
                return true;
            }
        }
        return false;
    }

    /** The highest value in a window; NaN where there is none. */
    double highest(Window window) {
        double best = Double.NaN;
        for (int i = 0; i < size; i++) {
            if (window.holds(at[i]) && !(value[i] <= best)) {
                best = Double.isNaN(value[i]) ? best : value[i];
            }
        }
        return best;
    }
}
