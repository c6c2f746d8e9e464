package dev.firstfault.exporters.report.picture;

import java.util.TreeMap;

/** Events counted over steps of time: bars of so many a second. */
final class Counted {

    private static final long S = 1_000_000_000L;

    /** Steps of a window; a bar is then as wide as the eye tells apart. */
    private static final long STEPS = 150;

    private final long step;
    private final TreeMap<Long, Bar> bars = new TreeMap<>();

    Counted(Window window) {
        step = Math.max(S, window.nanos() / STEPS);
    }

    /** Counts what happened; moments ascend. */
    void add(long atNanos, int count) {
        bars.computeIfAbsent(Math.floorDiv(atNanos, step), fresh -> new Bar(atNanos)).count += count;
    }

    /** Each bar stands where the first of its events does: none is shown before what it follows from. */
    Curve bars(String name, Tone tone) {
        Curve curve = new Curve(name, Form.BARS, tone);
        for (Bar bar : bars.values()) {
            curve.add(bar.atNanos, bar.count * (double) S / step);
        }
        return curve;
    }

    private static final class Bar {
        final long atNanos;
        int count;

        Bar(long atNanos) {
            this.atNanos = atNanos;
        }
    }
}
