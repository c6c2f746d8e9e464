package dev.firstfault.diagnosis.onset;

import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;

/**
 * Time that this process lost by itself in a span: to collections, to its CPU limit, to whatever kept its sampler from
 * running. What is lost so stretches every timing that is taken in the process, whoever it is of.
 */
public final class LostTime {

    /** A sample comes a little late on any busy machine, milliseconds. */
    private static final long USUAL_LATE = 20;

    /** Less than this is noise. */
    private static final double NOTABLE = 0.15;

    private final double collecting;
    private final double throttled;
    private final double late;

    private LostTime(double collecting, double throttled, double late) {
        this.collecting = collecting;
        this.throttled = throttled;
        this.late = late;
    }

    /** What was lost between two moments, as far as samples tell. */
    public static LostTime between(HeapHistory heap, long fromNanos, long toNanos) {
        double millis = Math.max(1, (toNanos - fromNanos) / 1e6);
        double lateMillis = 0;
        for (int i = heap.indexAt(fromNanos); i < heap.size() && heap.at(i) <= toNanos; i++) {
            long late = heap.level(FrameField.LATE_MILLIS, i);
            lateMillis += late == Frame.UNKNOWN ? 0 : Math.max(0, late - USUAL_LATE);
        }
        return new LostTime(
                heap.gcShare(fromNanos, toNanos),
                Math.min(1, heap.rise(FrameField.CPU_THROTTLED_MILLIS, fromNanos, toNanos) / millis),
                Math.min(1, lateMillis / millis));
    }

    /** Share of the time that collections took, 0 to 1. */
    public double collecting() {
        return collecting;
    }

    /** Share of the time that the CPU limit held it up, 0 to 1. */
    public double throttled() {
        return throttled;
    }

    /** Share of the time that the sampler, which does next to nothing, could not run, 0 to 1. */
    public double late() {
        return late;
    }

    /** The largest of the shares; they overlap. */
    public double share() {
        return Math.max(collecting, Math.max(throttled, late));
    }

    /** Whether it is enough to stretch what others are timed at. */
    public boolean notable() {
        return share() >= NOTABLE;
    }

    /**
     * Whether timings that became this many times longer may be no more than that. A share lost stretches them by 1 / (1 -
     * share); a queue in front does so once more, and pauses hit some harder than others: four times.
     */
    public boolean mayExplain(double times) {
        return notable() && times * (1 - share()) * (1 - share()) <= 4;
    }

    /** What took most, in words, without a full stop. */
    public String because() {
        if (share() == collecting) {
            return "collections took " + Words.percent(collecting) + " of the time";
        }
        return share() == throttled
                ? "the CPU limit held the process up for " + Words.percent(throttled) + " of the time"
                : "the whole process stood still for " + Words.percent(late) + " of the time";
    }
}
