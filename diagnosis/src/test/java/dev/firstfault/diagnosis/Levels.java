package dev.firstfault.diagnosis;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.List;

/** Levels of a timeline as something outside of the heap would have made them. */
final class Levels {

    private Levels() {}

    private interface Change {
        void apply(Frame frame, double seconds);
    }

    private static Timeline with(Timeline t, Change change) {
        List<Frame> frames = new ArrayList<>();
        for (Frame frame : t.frames()) {
            Frame copy = new Frame();
            copy.atNanos(frame.atNanos());
            for (int i = 0; i < FrameField.CAPACITY; i++) {
                copy.raw(i, frame.raw(i));
            }
            change.apply(copy, frame.atNanos() / 1e9);
            frames.add(copy);
        }
        return new Timeline(
                t.process(),
                t.state(),
                t.originEpochMillis(),
                t.lastHeartbeatNanos(),
                t.alive(),
                frames,
                t.signals(),
                t.errors(),
                t.resources(),
                t.damage());
    }

    /** The CPU limit holds the process up for a share of the time; samples come as late as a period of it is long. */
    static Timeline throttled(Timeline t, double share, double from) {
        return with(t, (frame, seconds) -> {
            frame.set(FrameField.CPU_THROTTLED_MILLIS, (long) (Math.max(0, seconds - from) * share * 1000));
            if (seconds > from) {
                frame.set(FrameField.LATE_MILLIS, (long) (share * 80));
            }
        });
    }

    /** Collections take a share of the time. */
    static Timeline collecting(Timeline t, double share, double from) {
        return with(t, (frame, seconds) -> {
            long before = frame.has(FrameField.GC_MILLIS) ? frame.get(FrameField.GC_MILLIS) : 0;
            frame.set(FrameField.GC_MILLIS, before + (long) (Math.max(0, seconds - from) * share * 1000));
        });
    }

    /** Every {@code period} seconds the JVM stands still for as many milliseconds, while one thread runs. */
    static Timeline paused(Timeline t, double period, long millis, double from) {
        double[] next = {from};
        long[] cpu = {0};
        return with(t, (frame, seconds) -> {
            if (seconds >= next[0]) {
                next[0] += period;
                cpu[0] += millis;
                frame.set(FrameField.LATE_MILLIS, millis);
            }
            frame.set(FrameField.CPU_MILLIS, frame.get(FrameField.CPU_MILLIS) + cpu[0]);
        });
    }

    /** Live threads: so many, and from then on so many more a second. */
    static Timeline threads(Timeline t, int base, double from, double perSecond) {
        return with(
                t,
                (frame, seconds) ->
                        frame.set(FrameField.THREADS, base + (long) (Math.max(0, seconds - from) * perSecond)));
    }
}
