package dev.firstfault.collectors.executor;

import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;

/** What of an executor's levels was recorded, and so what is worth a further record. */
final class RecordedLevels {

    /** The longest that one at work goes without a record. */
    private static final long MOST_NANOS = 60_000_000_000L;

    /** The shortest time between two records of one that copes: the ring is shared. */
    private static final long LEAST_NANOS = 5_000_000_000L;

    /** Tasks a second below which a change of pace says nothing. */
    private static final double LEAST_PACE = 10;

    private final SignalSink sink;
    private boolean any;
    private long atNanos;
    private boolean saturated;
    private int active;
    private int threads;
    private int queued;
    private long completed;
    private double pace;

    RecordedLevels(SignalSink sink, long nowNanos) {
        this.sink = sink;
        atNanos = nowNanos;
    }

    /** Tasks completed before this executor was met. */
    void completedBefore(long tasks) {
        completed = tasks;
    }

    /** Records the levels where they changed by a quarter; seldom where the executor copes, at once where it does not. */
    void record(Resource resource, ExecutorLevels now, long saturatedNanos, long nowNanos) {
        long since = nowNanos - atNanos;
        boolean isSaturated = saturatedNanos > 0;
        double nowPace = (now.completed - completed) * 1e9 / Math.max(since, 1);
        if (!isWorthIt(now, isSaturated, nowPace, since)) {
            return;
        }
        sink.record(
                SignalKind.EXECUTOR_STATE,
                resource,
                saturatedNanos,
                Signal.pack(now.active, now.threads),
                Signal.pack(now.queued, now.maximum),
                Signal.pack(asInt(now.completed - completed), asInt(since / 1_000_000)));
        any = true;
        atNanos = nowNanos;
        saturated = isSaturated;
        active = now.active;
        threads = now.threads;
        queued = now.queued;
        completed = now.completed;
        pace = nowPace;
    }

    private boolean isWorthIt(ExecutorLevels now, boolean isSaturated, double nowPace, long since) {
        if (isSaturated != saturated) {
            return true;
        }
        boolean idle = now.active == 0 && now.queued == 0 && now.completed == completed;
        boolean wasIdle = active == 0 && queued == 0;
        if (idle && wasIdle) {
            return false;
        }
        if (since >= MOST_NANOS) {
            return true;
        }
        if (since < LEAST_NANOS && !isSaturated && any) {
            return false;
        }
        boolean otherPace = Math.max(pace, nowPace) >= LEAST_PACE && differ(pace, nowPace);
        return otherPace || differ(active, now.active) || differ(threads, now.threads) || differ(queued, now.queued);
    }

    private static boolean differ(double before, double now) {
        return Math.abs(now - before) * 4 > Math.max(before, now);
    }

    private static int asInt(long value) {
        return (int) Math.min(Math.max(value, 0), Integer.MAX_VALUE);
    }
}
