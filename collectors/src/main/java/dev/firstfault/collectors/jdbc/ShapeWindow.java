package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;

/** What one shape of statements did over the last seconds, and what it usually takes. The agent's thread only. */
final class ShapeWindow {

    /** A shape that goes on as before is worth a record a minute. */
    private static final int QUIET_WINDOWS = 12;

    /** So many executions more or fewer in a window are chance. */
    private static final int CHANCE = 5;

    private static final int NANOS_PER_MICRO = 1_000;

    private final StatementShape shape;

    private int seenEnded;
    private int seenFailed;
    private long seenNanos;
    private int usualSeenEnded;
    private long usualSeenNanos;

    private int ended;
    private int failed;
    private long nanos;
    private long longestNanos;
    private long rows;

    private int quietWindows = QUIET_WINDOWS; // the first is recorded
    private int lastEnded;
    private int lastFailed;
    private long lastNanos;
    private long lastRows;

    ShapeWindow(StatementShape shape) {
        this.shape = shape;
    }

    /**
     * Every second: learns what an execution takes. What is slower than before is believed slowly, by a twentieth a
     * second, for it is what is looked for; what is faster, soon.
     */
    void learn() {
        int count = shape.endedSoFar();
        long sum = shape.nanosSoFar();
        if (count != usualSeenEnded) {
            long mean = (sum - usualSeenNanos) / (count - usualSeenEnded);
            long usual = shape.usualNanos();
            if (usual == 0) {
                shape.usually(Math.max(1, mean));
            } else if (mean > usual) {
                shape.usually(Math.min(mean, usual + usual / 20 + NANOS_PER_MICRO));
            } else {
                shape.usually(Math.max(1, usual - (usual - mean) / 4));
            }
            usualSeenEnded = count;
            usualSeenNanos = sum;
        }
    }

    /** Every five seconds: takes out what is new. */
    void fold() {
        ended = shape.endedSoFar() - seenEnded;
        failed = shape.failedSoFar() - seenFailed;
        nanos = shape.nanosSoFar() - seenNanos;
        seenEnded += ended;
        seenFailed += failed;
        seenNanos += nanos;
        longestNanos = shape.takeLongestNanos();
        rows = shape.takeMostRows();
        quietWindows++;
    }

    /** Time spent in it over the window, nanoseconds. */
    long nanos() {
        return nanos;
    }

    /** The most rows that one result gave over the window. */
    long rows() {
        return rows;
    }

    boolean isEmpty() {
        return ended == 0 && rows == 0;
    }

    /** Whether the last record tells of executions that there are no longer. */
    boolean hasStopped() {
        return isEmpty() && Change.isWorthARecord(lastEnded, 0, CHANCE);
    }

    /** Whole microseconds, as many as fit into half a value. */
    static int micros(long nanos) {
        return Change.bounded(nanos / NANOS_PER_MICRO);
    }

    /** Records the window, where it differs from the last one recorded or that was long ago. */
    void record(SignalSink sink, int targetId) {
        boolean changed = Change.isWorthARecord(lastEnded, ended, CHANCE)
                || lastFailed != failed
                || Change.isWorthARecord(lastNanos, nanos, 100_000_000L)
                || Change.isWorthARecord(lastRows, rows, 100);
        if (!changed && quietWindows < QUIET_WINDOWS) {
            return;
        }
        quietWindows = 0;
        lastEnded = ended;
        lastFailed = failed;
        lastNanos = nanos;
        lastRows = rows;
        sink.record(
                SignalKind.STATEMENT_SHAPE,
                shape.resource(),
                longestNanos,
                Signal.pack(ended, failed),
                Signal.pack(Change.millis(nanos), Change.bounded(rows)),
                Signal.pack(targetId, micros(shape.usualNanos())));
    }
}
