package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;

/**
 * Whether a young process was loading all the time that it was watched. A start that does not fit loads classes and
 * allocates without a break; one that tries again and again pauses between its attempts, and its classes are loaded.
 */
public final class StartLoad {

    private static final long MS = 1_000_000L;

    /** Samples further apart do not show a pause. */
    private static final long CLOSE = 60 * MS;

    /** Standing still for less is no pause. */
    private static final long PAUSE = 25 * MS;

    /** What the agent itself allocates, and loads, from sample to sample. */
    private static final long STILL_BYTES = 32 * 1024;

    private static final long STILL_CLASSES = 1;

    /** A part of the watched time, long enough for some classes to come if any do. */
    private static final long PART = 50 * MS;

    private static final int CLASSES_PER_PART = 5;
    private static final int MIN_CLASSES = 200;
    private static final double MOST_PAUSED = 0.15;

    /** Of what the heap rose by, the share in steps: an even rise has hardly any, attempts apart from each other most. */
    private static final double EVEN = 0.1;

    private static final double MOST_STEPPED = 0.35;

    private final boolean goesOn;
    private final boolean pauses;

    private StartLoad(HeapHistory heap) {
        int first = 0;
        while (first < heap.size() && heap.level(FrameField.CLASSES, first) == Frame.UNKNOWN) {
            first++;
        }
        long closeTime = 0;
        long pausedTime = 0;
        long still = 0;
        int parts = 0;
        int loading = 0;
        int partFrom = first;
        for (int i = 1; i < heap.size(); i++) {
            long elapsed = heap.at(i) - heap.at(i - 1);
            closeTime += elapsed <= CLOSE ? elapsed : 0;
            still = elapsed <= CLOSE && stoodStill(heap, i) ? still + elapsed : 0;
            pausedTime += still < PAUSE ? 0 : still - elapsed < PAUSE ? still : elapsed;
            if (i > first && heap.at(i) - heap.at(partFrom) >= PART) {
                boolean came = rise(heap, FrameField.CLASSES, partFrom, i) >= CLASSES_PER_PART;
                // While the JVM collects, nothing loads.
                boolean collecting =
                        rise(heap, FrameField.GC_MILLIS, partFrom, i) * MS >= (heap.at(i) - heap.at(partFrom)) / 2;
                parts += came || !collecting ? 1 : 0;
                loading += came ? 1 : 0;
                partFrom = i;
            }
        }
        int last = heap.size() - 1;
        long classes = first >= last ? 0 : rise(heap, FrameField.CLASSES, first, last);
        double inSteps = heap.size() < 2 ? 0 : new UsualRate(heap, 1).inSteps();
        pauses = pausedTime > MOST_PAUSED * closeTime || inSteps > MOST_STEPPED;
        goesOn = parts >= 4
                && loading * 10 >= parts * 7
                && classes >= MIN_CLASSES
                && pausedTime <= MOST_PAUSED * closeTime
                && inSteps <= EVEN;
    }

    /** What the samples show. */
    public static StartLoad of(HeapHistory heap) {
        return new StartLoad(heap);
    }

    private static boolean stoodStill(HeapHistory heap, int i) {
        return Math.abs(heap.used(i) - heap.used(i - 1)) <= STILL_BYTES
                && rise(heap, FrameField.CLASSES, i - 1, i) <= STILL_CLASSES
                && rise(heap, FrameField.GC_COUNT, i - 1, i) == 0;
    }

    private static long rise(HeapHistory heap, FrameField field, int from, int to) {
        return heap.level(field, from) == Frame.UNKNOWN || heap.level(field, to) == Frame.UNKNOWN
                ? 0
                : heap.level(field, to) - heap.level(field, from);
    }

    /** Whether classes came all the time, and the heap rose evenly. */
    public boolean goesOn() {
        return goesOn;
    }

    /** Whether it stood still again and again, or the heap rose in steps. */
    public boolean pauses() {
        return pauses;
    }
}
