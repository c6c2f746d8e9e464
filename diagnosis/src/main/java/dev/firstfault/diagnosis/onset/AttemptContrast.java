package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Signal;
import java.util.List;

/**
 * Failed attempts that follow each other fast, and samples that follow each other faster: how the heap grew apart from
 * attempts, and how much the thread that failed had itself allocated from one to the next. The one alone proves little:
 * two loops of one pace keep in step.
 */
final class AttemptContrast {

    private static final long MS = 1_000_000L;

    /** So many samples lie between two attempts at least. */
    private static final int SAMPLES_BETWEEN = 3;

    private static final int MIN_QUIET = 8;
    private static final int MIN_STEPS = 3;

    private final List<Signal> failures;
    private final long gap;
    private final long margin;
    private final boolean bursts;
    private final double perNano;
    private final boolean usable;

    private AttemptContrast(HeapHistory heap, ConnectHistory connects, int start) {
        failures = connects.trouble();
        gap = connects.typicalGap();
        margin = Math.max(8 * MS, gap / 5);
        boolean many = false;
        for (Signal failure : failures) {
            many |= failure.count() > 1;
        }
        bursts = many;
        long quietTime = 0;
        long quietGrowth = 0;
        long wholeTime = 0;
        int quiet = 0;
        int next = 0;
        for (int i = start + 1; i < heap.size(); i++) {
            while (next < failures.size() && failures.get(next).atNanos() + margin < heap.at(i - 1)) {
                next++;
            }
            long elapsed = heap.at(i) - heap.at(i - 1);
            if (elapsed <= gap / SAMPLES_BETWEEN && !collected(heap, i)) {
                wholeTime += elapsed;
                if (apart(next, heap.at(i))) {
                    quietTime += elapsed;
                    quietGrowth += heap.used(i) - heap.used(i - 1);
                    quiet++;
                }
            }
        }
        usable = quiet >= MIN_QUIET && quietTime * 10 >= wholeTime;
        perNano = quietTime == 0 ? 0 : (double) quietGrowth / quietTime;
    }

    /** From sample {@code start} on. */
    static AttemptContrast of(HeapHistory heap, ConnectHistory connects, int start) {
        return new AttemptContrast(heap, connects, start);
    }

    private boolean apart(int next, long to) {
        if (next >= failures.size()) {
            return !bursts;
        }
        long began = failures.get(next).atNanos() - failures.get(next).durationNanos();
        // Of a burst the attempts that were recorded one by one lie close together; between others there were more.
        boolean between = !bursts || (next > 0 && began - failures.get(next - 1).atNanos() <= 2 * gap);
        return between && began - margin > to;
    }

    private static boolean collected(HeapHistory heap, int i) {
        return heap.used(i) == Frame.UNKNOWN
                || heap.used(i - 1) == Frame.UNKNOWN
                || heap.used(i) < heap.used(i - 1)
                || heap.level(FrameField.GC_COUNT, i) != heap.level(FrameField.GC_COUNT, i - 1);
    }

    /** Whether there were samples enough apart from attempts. */
    boolean usable() {
        return usable;
    }

    /** Bytes by which the heap grew per nanosecond while no attempt was near. */
    double perNanoApart() {
        return perNano;
    }

    /** Bytes that the thread which failed had allocated from failure to failure, on average; -1 where that is not known. */
    long allocated() {
        long sum = 0;
        int steps = 0;
        int back = 0;
        for (int k = 1; k < failures.size(); k++) {
            long before = Signal.upper(failures.get(k - 1).v2()) * 1024L;
            long after = Signal.upper(failures.get(k).v2()) * 1024L;
            if (before > 0 && after > 0) {
                steps++;
                back += after < before ? 1 : 0;
                sum += after - before;
            }
        }
        // Of several threads, one has allocated less than another before it.
        return steps < MIN_STEPS || back > 0 ? -1 : sum / steps;
    }
}
