package dev.firstfault.diagnosis.ending;

import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;

/**
 * How a container's memory went up to its limit. The kernel's files are read twice a second at most: who eats fast is killed
 * between two readings, and no reading shows that the limit was hit.
 */
final class ContainerClimb {

    private static final long S = 1_000_000_000L;

    /** Steady over this long, and over a quarter of it. */
    private static final long SPAN = 4 * S;

    /** A reading is repeated for so long. */
    private static final long READING = 600_000_000L;

    /** Nothing eats evenly. */
    private static final long UNEVEN = S / 4;

    private final HeapHistory heap;
    private final int last;

    ContainerClimb(HeapHistory heap) {
        this.heap = heap;
        last = firstOfItsReading(heap.size() - 1);
    }

    /** Whether the limit was reached just when the samples end, if it went on as in the seconds before. */
    boolean reaches(long limit) {
        int size = heap.size();
        if (size < 2 || current(last) == Frame.UNKNOWN) {
            return false;
        }
        double perNano = Math.min(slope(SPAN), slope(SPAN / 4));
        double missing = limit - current(last);
        long untilNext = Math.max(UNEVEN, heap.at(size - 1) - heap.at(size - 2));
        return perNano > 0 && heap.at(last) + missing / perNano <= heap.at(size - 1) + (double) untilNext;
    }

    private double slope(long span) {
        int i = last;
        while (i > 0 && heap.at(last) - heap.at(i) < span && current(i - 1) != Frame.UNKNOWN) {
            i--;
        }
        int from = firstOfItsReading(i);
        return heap.at(last) - heap.at(from) < span
                ? 0
                : (double) (current(last) - current(from)) / (heap.at(last) - heap.at(from));
    }

    /** The sample at which a reading was made that later samples repeat. */
    private int firstOfItsReading(int i) {
        int first = i;
        while (first > 0 && current(first - 1) == current(i) && heap.at(i) - heap.at(first - 1) <= READING) {
            first--;
        }
        return first;
    }

    private long current(int i) {
        return heap.level(FrameField.CGROUP_CURRENT, i);
    }
}
