package dev.firstfault.diagnosis.onset;

import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import org.jspecify.annotations.Nullable;

/** Whether the last samples look like a heap that ran out. */
public final class Exhaustion {

    private static final long S = 1_000_000_000L;
    private static final long LAST = 2 * S;

    private final boolean strong;
    private final @Nullable String because;

    private Exhaustion(boolean strong, @Nullable String because) {
        this.strong = strong;
        this.because = because;
    }

    /** Looks at the last two seconds before {@code endNanos}, against all that was before. */
    public static Exhaustion of(HeapHistory heap, long endNanos) {
        if (heap.size() == 0) {
            return new Exhaustion(false, null);
        }
        int from = Math.min(heap.indexAt(endNanos - LAST), heap.size() - 1);
        long after = heap.last(FrameField.HEAP_AFTER_GC);
        long top = 0;
        for (int i = from; i < heap.size(); i++) {
            top = Math.max(top, heap.used(i));
        }
        double topShare = heap.share(top);
        double afterShare = after == Frame.UNKNOWN ? -1 : heap.share(after);
        long fulls = heap.rise(FrameField.FULL_GC_COUNT, heap.at(from), endNanos);
        if (afterShare >= 0.85) {
            return new Exhaustion(
                    true, "the last collection left " + Words.percent(afterShare) + " of the heap in use");
        }
        if (topShare >= 0.97 && (afterShare < 0 || afterShare >= 0.5 || fulls > 0)) {
            return new Exhaustion(true, Words.percent(topShare) + " of the heap was in use at the last samples");
        }
        if (fulls >= 2 && topShare >= 0.5) {
            return new Exhaustion(
                    false, Words.count(fulls, "collection") + " of the whole heap came in the last two seconds");
        }
        return newGround(heap, endNanos, from, top, afterShare);
    }

    /** A level that the process had never reached before, reached at the very end. */
    private static Exhaustion newGround(HeapHistory heap, long endNanos, int from, long top, double afterShare) {
        long earlierTop = 0;
        double earlierRate = 0;
        double lastRate = 0;
        long lastStep = 0;
        for (int i = 0; i < heap.size(); i++) {
            if (heap.used(i) == Frame.UNKNOWN) {
                continue;
            }
            long rise = i == 0 || heap.used(i - 1) == Frame.UNKNOWN ? 0 : heap.used(i) - heap.used(i - 1);
            double rate = rise <= 0 ? 0 : rise * 1e9 / Math.max(heap.at(i) - heap.at(i - 1), S / 20);
            if (i < from) {
                earlierTop = Math.max(earlierTop, heap.used(i));
                earlierRate = Math.max(earlierRate, rate);
            } else if (rate > lastRate) {
                lastRate = rate;
                lastStep = rise;
            }
        }
        double topShare = heap.share(top);
        long known = from > 0 ? heap.at(from) - heap.at(0) : 0;
        boolean history = known >= 3 * S;
        // What dwarfs all that was before needs less of it to stand out.
        boolean leap = known >= S && heap.share(lastStep) >= 0.25 && lastRate > 3 * earlierRate;
        boolean step = history && heap.share(lastStep) >= 0.1 && lastRate > 1.5 * earlierRate;
        if ((leap || step) && topShare >= 0.5) {
            return new Exhaustion(
                    false, "the heap rose by " + Words.bytes(lastStep) + " between two of the last samples");
        }
        if (history && topShare >= 0.75 && top > 1.2 * earlierTop) {
            return new Exhaustion(
                    false,
                    "the heap stood at " + Words.percent(topShare) + ", higher than ever before, and still rose");
        }
        if (topShare >= 0.9 && top >= earlierTop && heap.last(FrameField.HEAP_USED) >= 0.95 * top) {
            return new Exhaustion(false, "the heap stood at " + Words.percent(topShare) + ", higher than ever before");
        }
        boolean young = endNanos - heap.at(0) < 10 * S;
        long last = heap.last(FrameField.HEAP_USED);
        if (young && topShare >= 0.8 && last >= 0.75 * top && (afterShare < 0 || afterShare >= 0.4)) {
            return new Exhaustion(
                    false, "the heap had filled to " + Words.percent(topShare) + " within " + Words.span(endNanos));
        }
        return new Exhaustion(false, null);
    }

    /** Whether anything looks like it. */
    public boolean seen() {
        return because != null;
    }

    /** Whether the heap was seen full, and not only on its way. */
    public boolean strong() {
        return strong;
    }

    /** The observation, without a full stop; empty where there is none. */
    public String because() {
        return because == null ? "" : because;
    }
}
