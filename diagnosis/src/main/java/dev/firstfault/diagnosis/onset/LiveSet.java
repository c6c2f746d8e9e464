package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;

/** How the part of the heap that collections could not free developed. Immutable. */
public final class LiveSet {

    private static final double HIGH = 0.75;

    /** As many classes as the JVM loads when somebody looks at it: the agent, late, or jcmd. */
    private static final long IN_PASSING = 150;

    private final HeapHistory heap;
    private final long end;
    private final int points;
    private final int riseFrom;
    private final int riseTo;
    private final long base;
    private final long top;
    private final Slope slope;
    private final long highAt;
    private final long settledAt;

    private LiveSet(HeapHistory heap, long end) {
        this.heap = heap;
        this.end = end;
        points = heap.points();
        base = points == 0 ? 0 : heap.pointFloor(0);
        top = points == 0 ? 0 : heap.pointFloor(points - 1);
        riseFrom = firstAbove(base + (top - base) / 10);
        riseTo = firstAbove(top - (top - base) / 10);
        slope = heap.floorSlope(Math.max(0, riseFrom - 1), Math.min(points, riseTo + 1));
        int high = firstAbove((long) (HIGH * heap.maxBytes()));
        highAt = high < points ? heap.pointAt(high) : -1;
        settledAt = findSettled();
    }

    /** The live set as the collections up to {@code endNanos} show it. */
    public static LiveSet of(HeapHistory heap, long endNanos) {
        return new LiveSet(heap, endNanos);
    }

    private int firstAbove(long bytes) {
        for (int k = 0; k < points; k++) {
            if (heap.pointFloor(k) > bytes) {
                return k;
            }
        }
        return points;
    }

    /** When classes stopped coming: 97 of 100 were loaded. The application has started by then. */
    private long findSettled() {
        long all = heap.last(FrameField.CLASSES);
        if (all == Frame.UNKNOWN) {
            return -1;
        }
        for (int i = 0; i < heap.size(); i++) {
            long loaded = heap.level(FrameField.CLASSES, i);
            if (loaded != Frame.UNKNOWN && loaded >= Math.min(all * 97 / 100, all - IN_PASSING)) {
                return heap.at(i);
            }
        }
        return -1;
    }

    /** Collections seen. */
    public int points() {
        return points;
    }

    /** Collections seen while it rose from a tenth to nine tenths of its rise. */
    public int risePoints() {
        return Math.max(0, Math.min(points - 1, riseTo) - riseFrom + 1);
    }

    /** What the first collection left, and no later one undercut. */
    public long base() {
        return base;
    }

    /** What the last collection left. */
    public long top() {
        return top;
    }

    /** When the rise began, nanoseconds since the origin. */
    public long riseAt() {
        return points == 0 ? 0 : heap.pointAt(Math.min(points - 1, Math.max(0, riseFrom - 1)));
    }

    /** How much later than {@link #riseAt} it may have begun: nothing was collected in between. */
    public long riseUncertainty() {
        return points == 0 ? 0 : heap.pointAt(Math.min(points - 1, riseFrom)) - riseAt();
    }

    /** Whether it rose by half of the heap between two collections, well after the application had started: in one step, then. */
    public boolean leapt() {
        return risePoints() <= 2
                && riseShare() >= 0.5
                && settledAt >= 0
                && heap.pointAt(Math.min(points - 1, riseFrom)) > settledAt + 2_000_000_000L;
    }

    /** How long it rose from a tenth to nine tenths of its rise. */
    public long riseNanos() {
        return points == 0 || riseTo >= points
                ? 0
                : heap.pointAt(riseTo) - heap.pointAt(Math.min(points - 1, riseFrom));
    }

    /** Where in the time of the rise half of it was done: 0.5 for a straight line, near 0 or 1 for a step. */
    public double middle() {
        int half = firstAbove(base + (top - base) / 2);
        int from = Math.min(points - 1, riseFrom);
        return riseNanos() <= 0 || half >= points
                ? 0
                : (double) (heap.pointAt(half) - heap.pointAt(from)) / riseNanos();
    }

    /** The rise as a share of the maximum heap. */
    public double riseShare() {
        return heap.share(top - base);
    }

    /** The line through the rise. */
    public Slope slope() {
        return slope;
    }

    /** When it went above three quarters of the heap for good, or -1. */
    public long highAt() {
        return highAt;
    }

    /** When the application had loaded its classes, or -1 where that is unknown. */
    public long settledAt() {
        return settledAt;
    }

    /** Share of the rise's time that lies after the application had loaded its classes; 0 where unknown. */
    public double riseAfterStart() {
        if (settledAt < 0 || riseNanos() <= 0) {
            return 0;
        }
        long from = Math.max(settledAt, heap.pointAt(Math.min(points - 1, riseFrom)));
        return Math.max(0, heap.pointAt(Math.min(points - 1, riseTo)) - from) / (double) riseNanos();
    }

    /**
     * How much it rose in the last two thirds of the time since it went above three quarters, as a share of the maximum
     * heap; without the last second, in which a heap that runs out always rises.
     */
    public double riseSinceHigh() {
        int high = firstAbove((long) (HIGH * heap.maxBytes()));
        int last = points - 1;
        while (last > high && heap.pointAt(last) > end - 1_000_000_000L) {
            last--;
        }
        int first = high;
        while (first < last && heap.pointAt(first) < highAt + (end - highAt) / 3) {
            first++;
        }
        return high >= points ? 0 : heap.share(heap.after(last) - heap.after(first));
    }

    /** Collections since it went above three quarters. */
    public int pointsSinceHigh() {
        return points - firstAbove((long) (HIGH * heap.maxBytes()));
    }

    /** Life of the process up to the end, nanoseconds. */
    public long lifeNanos() {
        return end;
    }
}
