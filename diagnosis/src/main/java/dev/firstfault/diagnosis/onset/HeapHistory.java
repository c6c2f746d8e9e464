package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.Arrays;
import java.util.List;

/** The heap over a process's life: samples, and one point for each collection that was seen. Immutable. */
public final class HeapHistory {

    private static final long UNKNOWN = Frame.UNKNOWN;

    private final long maxBytes;
    private final boolean maxKnown;
    private final int size;
    private final long[] at;
    private final long[] used;
    private final long[] floor;
    private final long[][] columns;
    private final int points;
    private final long[] pointAt;
    private final long[] pointAfter;
    private final long[] pointFloor;
    private final boolean[] pointFull;

    private HeapHistory(Timeline timeline) {
        FrameField[] fields = FrameField.values();
        List<Frame> frames = timeline.frames();
        int n = frames.size();
        at = new long[n];
        columns = new long[FrameField.CAPACITY][];
        for (FrameField field : fields) {
            columns[field.column()] = new long[n];
        }
        for (int i = 0; i < n; i++) {
            Frame frame = frames.get(i);
            at[i] = frame.atNanos();
            for (FrameField field : fields) {
                columns[field.column()][i] = frame.get(field);
            }
            if (frame.get(FrameField.HEAP_AFTER_GC) == 0) {
                columns[FrameField.HEAP_AFTER_GC.column()][i] = UNKNOWN; // nothing was collected yet
            }
        }
        size = n;
        leaveOutOwnClasses(timeline);
        used = columns[FrameField.HEAP_USED.column()];
        long configured = timeline.process().number(ProcessInfo.MAX_HEAP_BYTES, 0);
        maxKnown = configured > 0;
        maxBytes = maxKnown ? configured : Math.max(1, highest(columns[FrameField.HEAP_COMMITTED.column()], size));
        floor = futureMinimum(used, size);
        pointAt = new long[n];
        pointAfter = new long[n];
        pointFull = new boolean[n];
        points = findCollections();
        pointFloor = futureMinimum(pointAfter, points);
    }

    /** The heap as the timeline's frames show it. */
    public static HeapHistory of(Timeline timeline) {
        return new HeapHistory(timeline);
    }

    /** Those that the agent had the JVM load for its histogram or its recording say nothing about the application. */
    private void leaveOutOwnClasses(Timeline timeline) {
        long[] classes = columns[FrameField.CLASSES.column()];
        for (Signal signal : timeline.signals()) {
            boolean ours = signal.kind() == SignalKind.HEAP_CLASSES || signal.kind() == SignalKind.FLIGHT_RECORDER;
            if (!ours || signal.v3() <= 0) {
                continue;
            }
            long from = signal.atNanos() - signal.durationNanos();
            long before = UNKNOWN;
            for (int i = 0; i < size; i++) {
                if (classes[i] == UNKNOWN || at[i] < from) {
                    before = classes[i] == UNKNOWN ? before : classes[i];
                } else if (at[i] <= signal.atNanos() && before != UNKNOWN) {
                    classes[i] = Math.min(classes[i], before);
                } else {
                    classes[i] -= signal.v3();
                }
            }
        }
    }

    private static long highest(long[] values, int size) {
        long best = 0;
        for (int i = 0; i < size; i++) {
            best = Math.max(best, values[i]);
        }
        return best;
    }

    /** What each value is at least undercut to later on: garbage falls out of it, what stays does not. */
    private static long[] futureMinimum(long[] values, int size) {
        long[] low = new long[size];
        long least = Long.MAX_VALUE;
        for (int i = size - 1; i >= 0; i--) {
            if (values[i] != UNKNOWN) {
                least = Math.min(least, values[i]);
            }
            low[i] = least == Long.MAX_VALUE ? UNKNOWN : least;
        }
        return low;
    }

    private int findCollections() {
        long[] counts = columns[FrameField.GC_COUNT.column()];
        long[] fulls = columns[FrameField.FULL_GC_COUNT.column()];
        long[] afters = columns[FrameField.HEAP_AFTER_GC.column()];
        long lastCount = 0;
        long lastFull = UNKNOWN;
        int found = 0;
        for (int i = 0; i < size; i++) {
            boolean collected;
            if (counts[i] != UNKNOWN) {
                collected = counts[i] > lastCount;
                lastCount = counts[i];
            } else {
                // Before the collectors' beans are there, a fall of the level is the only trace of a collection.
                collected =
                        i > 0 && used[i] != UNKNOWN && used[i - 1] != UNKNOWN && used[i - 1] - used[i] > maxBytes / 50;
            }
            boolean full = fulls[i] != UNKNOWN && lastFull != UNKNOWN && fulls[i] > lastFull;
            if (fulls[i] != UNKNOWN) {
                lastFull = fulls[i];
            }
            // Read less often than the counts: unchanged, it is still that of an earlier collection.
            boolean fresh = afters[i] != UNKNOWN && counts[i] != UNKNOWN && (i == 0 || afters[i] != afters[i - 1]);
            long after = fresh && used[i] != UNKNOWN ? Math.min(afters[i], used[i]) : fresh ? afters[i] : used[i];
            if (collected && after != UNKNOWN && after > 0) {
                pointAt[found] = at[i];
                pointAfter[found] = after;
                pointFull[found] = full;
                found++;
            }
        }
        return found;
    }

    /** The maximum heap; where it was not recorded, the most that was ever committed. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Whether the maximum was recorded. */
    public boolean maxKnown() {
        return maxKnown;
    }

    /** Samples. */
    public int size() {
        return size;
    }

    public long at(int i) {
        return at[i];
    }

    /** Bytes in use, or {@link Frame#UNKNOWN}. */
    public long used(int i) {
        return used[i];
    }

    /** The least that was in use at this sample or any later one, or {@link Frame#UNKNOWN}. */
    public long floor(int i) {
        return floor[i];
    }

    /** Any level of a sample, or {@link Frame#UNKNOWN}. */
    public long level(FrameField field, int i) {
        return columns[field.column()][i];
    }

    /** Collections seen: one point for all that lie between two samples. */
    public int points() {
        return points;
    }

    public long pointAt(int k) {
        return pointAt[k];
    }

    /** Bytes in use after the collection. */
    public long after(int k) {
        return pointAfter[k];
    }

    /** The least that was in use after this collection or any later one. */
    public long pointFloor(int k) {
        return pointFloor[k];
    }

    /** Whether the whole heap was collected. */
    public boolean full(int k) {
        return pointFull[k];
    }

    /** The line through the floor of the collections {@code from} to before {@code to}. */
    public Slope floorSlope(int from, int to) {
        return Slope.of(pointAt, pointFloor, from, to);
    }

    /** The line through the live set after full collections. */
    public Slope fullSlope() {
        long[] t = new long[points];
        long[] v = new long[points];
        int n = 0;
        for (int k = 0; k < points; k++) {
            if (pointFull[k]) {
                t[n] = pointAt[k];
                v[n] = pointAfter[k];
                n++;
            }
        }
        return Slope.of(t, v, 0, n);
    }

    /** First sample at or after the moment; {@link #size()} where there is none. */
    public int indexAt(long nanos) {
        int found = Arrays.binarySearch(at, 0, size, nanos);
        return found >= 0 ? found : -found - 1;
    }

    /** The last known level, or {@link Frame#UNKNOWN}. */
    public long last(FrameField field) {
        for (int i = size - 1; i >= 0; i--) {
            if (columns[field.column()][i] != UNKNOWN) {
                return columns[field.column()][i];
            }
        }
        return UNKNOWN;
    }

    /** How much a counter rose between two moments; 0 where it is unknown. */
    public long rise(FrameField field, long fromNanos, long toNanos) {
        long first = UNKNOWN;
        long last = UNKNOWN;
        long[] column = columns[field.column()];
        for (int i = Math.max(0, indexAt(fromNanos) - 1); i < size && at[i] <= toNanos; i++) {
            if (column[i] != UNKNOWN) {
                if (first == UNKNOWN) {
                    first = column[i];
                }
                last = column[i];
            }
        }
        return first == UNKNOWN ? 0 : Math.max(0, last - first);
    }

    /** Share of the time between two moments that collections took, 0 to 1. */
    public double gcShare(long fromNanos, long toNanos) {
        return toNanos <= fromNanos
                ? 0
                : Math.min(1, rise(FrameField.GC_MILLIS, fromNanos, toNanos) * 1e6 / (toNanos - fromNanos));
    }

    /** Bytes as a share of the maximum heap. */
    public double share(long bytes) {
        return (double) bytes / maxBytes;
    }
}
