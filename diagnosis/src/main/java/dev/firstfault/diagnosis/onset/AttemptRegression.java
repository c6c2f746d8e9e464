package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.Signal;
import java.util.List;

/**
 * Splits what was allocated from sample to sample into a part by time and a part by failed attempt: least squares of
 * {@code growth = a * time + b * attempts}. Samples that fell, because something was collected, are left out.
 */
final class AttemptRegression {

    /** Fewer samples, or fewer without an attempt, tell nothing. */
    private static final int MIN_SAMPLES = 12;

    private static final int MIN_QUIET = 4;
    private static final long LONGEST_STEP = 1_500_000_000L;

    private final boolean usable;
    private final double perNano;
    private final double perNanoError;
    private final double perAttempt;
    private final double perAttemptError;

    private AttemptRegression(
            boolean usable, double perNano, double perNanoError, double perAttempt, double perAttemptError) {
        this.usable = usable;
        this.perNano = perNano;
        this.perNanoError = perNanoError;
        this.perAttempt = perAttempt;
        this.perAttemptError = perAttemptError;
    }

    /**
     * The split from sample {@code start} on. What an attempt keeps may be allocated before it, as it starts or once it
     * failed; whichever of the three explains the growth best is taken.
     */
    static AttemptRegression of(HeapHistory heap, List<Signal> failures, int start) {
        AttemptRegression best = new AttemptRegression(false, 0, 0, 0, 0);
        for (Signal failure : failures) {
            if (failure.count() > 1) {
                return best; // many in one record: their times are lost
            }
        }
        for (int phase = 0; phase < 3; phase++) {
            AttemptRegression next = fit(heap, failures, start, phase);
            if (next.usable && (!best.usable || next.significance() > best.significance())) {
                best = next;
            }
        }
        return best;
    }

    private static AttemptRegression fit(HeapHistory heap, List<Signal> failures, int start, int phase) {
        double tt = 0;
        double tc = 0;
        double cc = 0;
        double ty = 0;
        double cy = 0;
        double yy = 0;
        int samples = 0;
        int quiet = 0;
        int next = 0;
        for (int i = start + 1; i < heap.size(); i++) {
            int count = 0;
            while (next < failures.size() && momentOf(failures.get(next), heap, i, phase) <= heap.at(i)) {
                count += momentOf(failures.get(next), heap, i, phase) > heap.at(i - 1) ? 1 : 0;
                next++;
            }
            double t = heap.at(i) - heap.at(i - 1);
            double y = heap.used(i) - heap.used(i - 1);
            if (t > LONGEST_STEP || y < 0 || unknown(heap, i)) {
                continue;
            }
            samples++;
            quiet += count == 0 ? 1 : 0;
            tt += t * t;
            tc += t * count;
            cc += count * count;
            ty += t * y;
            cy += count * y;
            yy += y * y;
        }
        double det = tt * cc - tc * tc;
        if (samples < MIN_SAMPLES || quiet < MIN_QUIET || samples - quiet < MIN_QUIET || det <= 0) {
            return new AttemptRegression(false, 0, 0, 0, 0);
        }
        double a = (ty * cc - cy * tc) / det;
        double b = (cy * tt - ty * tc) / det;
        double variance = Math.max(0, yy - a * ty - b * cy) / (samples - 2);
        return new AttemptRegression(
                true, a, Math.sqrt(variance * cc / det), b, Math.max(1, Math.sqrt(variance * tt / det)));
    }

    private static long momentOf(Signal failure, HeapHistory heap, int i, int phase) {
        if (phase == 0) {
            return failure.atNanos();
        }
        long began = failure.atNanos() - failure.durationNanos();
        return phase == 1 ? began : began - (heap.at(i) - heap.at(i - 1)) / 2;
    }

    private static boolean unknown(HeapHistory heap, int i) {
        return heap.used(i) == Frame.UNKNOWN || heap.used(i - 1) == Frame.UNKNOWN;
    }

    /** Whether there were samples enough, with attempts and without. */
    boolean usable() {
        return usable;
    }

    /** Bytes allocated with each attempt, and at least and at most that with 95 % certainty. */
    double perAttempt() {
        return perAttempt;
    }

    double perAttemptAtMost() {
        return perAttempt + 2 * perAttemptError;
    }

    /** Bytes allocated per nanosecond apart from attempts, at most, with 95 % certainty. */
    double perNanoAtMost() {
        return Math.max(0, perNano + 2 * perNanoError);
    }

    /** How many standard errors the growth by attempt lies above zero. */
    double significance() {
        return perAttempt / perAttemptError;
    }
}
