package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;

/** How the heap reached its last level: in a few large steps, or gradually. */
public final class LastSteps {

    private static final long S = 1_000_000_000L;
    private static final long WINDOW = 8 * S;

    /** A step of this share of the heap between two samples is no ordinary allocation. */
    private static final double LARGE = 0.08;

    private final int steps;
    private final long level;
    private final long stepped;
    private final long top;
    private final long firstAt;
    private final long largest;
    private final long spacing;
    private final boolean ramp;
    private final boolean quietBefore;

    private LastSteps(HeapHistory heap, long end) {
        int last = heap.size() - 1;
        int from = Math.min(Math.max(1, heap.indexAt(end - WINDOW)), Math.max(1, last));
        UsualRate usual = new UsualRate(heap, from);
        int count = 0;
        int first = -1;
        int final_ = -1;
        long sum = 0;
        long most = 0;
        long ordinary = 0;
        long high = 0;
        for (int i = from; i <= last; i++) {
            if (heap.used(i) == Frame.UNKNOWN || heap.used(i - 1) == Frame.UNKNOWN) {
                continue;
            }
            long step = heap.used(i) - heap.used(i - 1);
            high = Math.max(high, heap.used(i));
            if (heap.share(step) >= LARGE && !usual.explains(heap, i)) {
                count++;
                sum += step;
                most = Math.max(most, step);
                first = first < 0 ? i : first;
                final_ = i;
            } else {
                ordinary = Math.max(ordinary, step);
            }
        }
        steps = count;
        stepped = sum;
        largest = most;
        top = high;
        firstAt = first < 0 ? end : heap.at(first);
        spacing = first < 0 ? 0 : heap.at(first) - heap.at(first - 1);
        int before = first < 0 ? last : first - 1;
        long used = before < 0 ? 0 : heap.used(before);
        long after = before < 0 ? Frame.UNKNOWN : heap.level(FrameField.HEAP_AFTER_GC, before);
        level = after == Frame.UNKNOWN ? used : Math.min(used, after);
        ramp = count >= 3 && count * 10 >= (final_ - first + 1) * 6;
        quietBefore = before > from && ordinary * 3 <= most && usualStep(heap, before) * 3 <= most;
    }

    /** The largest step before, at the same spacing of samples: what this process usually does. */
    private static long usualStep(HeapHistory heap, int before) {
        long usual = 0;
        for (int i = Math.max(1, before - 600); i <= before; i++) {
            if (heap.used(i) != Frame.UNKNOWN && heap.used(i - 1) != Frame.UNKNOWN) {
                usual = Math.max(usual, heap.used(i) - heap.used(i - 1));
            }
        }
        return usual;
    }

    /** The last seconds before {@code endNanos}. */
    public static LastSteps of(HeapHistory heap, long endNanos) {
        return new LastSteps(heap, endNanos);
    }

    /** Large steps. */
    public int steps() {
        return steps;
    }

    /** What could not be freed before the first large step, bytes. */
    public long level() {
        return level;
    }

    /** All large steps together, bytes. */
    public long stepped() {
        return stepped;
    }

    /** The largest step, bytes. */
    public long largest() {
        return largest;
    }

    /** The highest level, bytes. */
    public long top() {
        return top;
    }

    /** When the first large step was seen, nanoseconds since the origin; the end where there was none. */
    public long firstAt() {
        return firstAt;
    }

    /** Time between the samples on both sides of the first large step. */
    public long spacing() {
        return spacing;
    }

    /** Whether large steps follow each other sample by sample: a fast ramp rather than single requests. */
    public boolean ramp() {
        return ramp;
    }

    /** Whether steps before were much smaller. */
    public boolean quietBefore() {
        return quietBefore;
    }
}
