package dev.firstfault.diagnosis.onset;

import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process that does nothing any more and cannot: something holds it, which does not end by itself, and since then nothing
 * was finished and hardly a CPU was used. A process that merely has nothing to do is held by nothing.
 */
public final class Standstill {

    private static final long S = 1_000_000_000L;

    /** Nothing may have moved for so long. */
    private static final long LEAST = 20 * S;

    /** What was under way when it began may still end. */
    private static final long SETTLES = 2 * S;

    /** Of a core: more than the JVM's own threads and ours take, less than any work. */
    private static final double IDLE_CPU = 0.05;

    /** The JVM is asked for deadlocks every ten seconds: so late may a record of one be, and some more. */
    private static final long LATE = 16 * S;

    private final long sinceNanos;
    private final String because;

    private Standstill(long sinceNanos, String because) {
        this.sinceNanos = sinceNanos;
        this.because = because;
    }

    /** What holds the process at the end of the timeline, or null. */
    public static @Nullable Standstill of(
            Timeline timeline,
            HeapHistory heap,
            ThreadHistory threads,
            List<ExecutorHistory> executors,
            List<WaitHistory> waits) {
        Moves moves = new Moves(timeline, heap, executors);
        Standstill[] possible = {
            deadlocked(timeline, threads),
            outOfWorkers(executors, waits, timeline),
            survivedOutOfMemory(timeline, moves)
        };
        for (Standstill held : possible) {
            if (held != null && moves.stoppedAt(held.sinceNanos)) {
                return held;
            }
        }
        return null;
    }

    /** When it began to hold, nanoseconds since the origin. */
    public long sinceNanos() {
        return sinceNanos;
    }

    /** What holds it, a clause without a full stop. */
    public String because() {
        return because;
    }

    private static @Nullable Standstill deadlocked(Timeline timeline, ThreadHistory threads) {
        Signal last = threads.lastDeadlock();
        if (last == null || isOverdue(last, timeline.endNanos())) {
            return null;
        }
        return new Standstill(
                last.atNanos() - last.durationNanos(),
                Words.count(Math.max(2, last.v1()), "thread") + " wait for each other's locks");
    }

    /** Whether the next record would have come, of what is told at growing ages while it goes on. */
    private static boolean isOverdue(Signal last, long endNanos) {
        long begun = last.atNanos() - last.durationNanos();
        return endNanos > begun + WaitHistory.nextAge(last.durationNanos()) + LATE;
    }

    /** Every thread of an executor waits without a limit, and tasks stand in its queue. */
    private static @Nullable Standstill outOfWorkers(
            List<ExecutorHistory> executors, List<WaitHistory> waits, Timeline timeline) {
        Map<Long, Integer> waiting = new LinkedHashMap<>();
        Map<Long, Long> since = new LinkedHashMap<>();
        for (WaitHistory wait : waits) {
            if (wait.pending() && wait.executor() != 0) {
                waiting.merge(wait.executor(), wait.threads(), Integer::sum);
                since.merge(wait.executor(), wait.startedAt(), Math::max);
            }
        }
        for (Map.Entry<Long, Integer> entry : waiting.entrySet()) {
            for (ExecutorHistory executor : executors) {
                boolean all = entry.getValue() >= executor.maximum() && executor.maximum() > 0;
                if (executor.resource().equals(timeline.resource(entry.getKey())) && all && executor.queuedNow() > 0) {
                    return new Standstill(
                            since.getOrDefault(entry.getKey(), 0L),
                            "all " + Words.count(executor.maximum(), "thread") + " of " + executor.name()
                                    + " wait without a limit while " + Words.count(executor.queuedNow(), "task")
                                    + " stand in its queue");
                }
            }
        }
        return null;
    }

    /** A thread died of an OutOfMemoryError that the JVM was not told to end on, or does not end on: direct memory, threads. */
    private static @Nullable Standstill survivedOutOfMemory(Timeline timeline, Moves moves) {
        for (Signal signal : timeline.signals()) {
            ErrorDetail error = signal.error();
            boolean died = signal.kind() == SignalKind.UNCAUGHT
                    && error != null
                    && error.type().equals("java.lang.OutOfMemoryError");
            if (died && error != null && (signal.v1() == 1 || moves.movedBefore(signal.atNanos()))) {
                return new Standstill(
                        signal.atNanos(),
                        (signal.v1() == 1 ? "its main thread" : "a thread of it") + " died of an OutOfMemoryError"
                                + (error.message().isEmpty() ? "" : " (" + error.message() + ")"));
            }
        }
        return null;
    }

    /** Signs that something gets done. */
    private static final class Moves {

        private final Timeline timeline;
        private final HeapHistory heap;
        private final List<ExecutorHistory> executors;

        Moves(Timeline timeline, HeapHistory heap, List<ExecutorHistory> executors) {
            this.timeline = timeline;
            this.heap = heap;
            this.executors = executors;
        }

        boolean movedBefore(long nanos) {
            return finished(0, nanos) || cpuShare(Math.max(0, nanos - LEAST), nanos) > IDLE_CPU;
        }

        /** Whether nothing has moved from then on to the end, for long enough to tell. */
        boolean stoppedAt(long nanos) {
            long end = timeline.endNanos();
            long from = nanos + SETTLES;
            double cpu = cpuShare(Math.max(from, end - LEAST), end);
            return end - nanos >= LEAST && !finished(from, end) && cpu >= 0 && cpu <= IDLE_CPU;
        }

        /** Cores used, or -1 where unknown. */
        private double cpuShare(long fromNanos, long toNanos) {
            boolean known = heap.last(FrameField.CPU_MILLIS) != Frame.UNKNOWN && toNanos > fromNanos;
            return known ? heap.rise(FrameField.CPU_MILLIS, fromNanos, toNanos) * 1e6 / (toNanos - fromNanos) : -1;
        }

        private boolean finished(long fromNanos, long toNanos) {
            for (Signal signal : timeline.signals()) {
                if (signal.atNanos() > fromNanos && signal.atNanos() <= toNanos && finishes(signal)) {
                    return true;
                }
            }
            for (ExecutorHistory executor : executors) {
                if (executor.completed().sum(fromNanos, toNanos) >= 1) {
                    return true;
                }
            }
            return false;
        }

        private static boolean finishes(Signal signal) {
            switch (signal.kind()) {
                case CONNECT_SUCCEEDED:
                case POOL_OPENED:
                    return true;
                case STATEMENTS:
                case HTTP_EXCHANGES:
                    return Signal.upper(signal.v1()) > Signal.lower(signal.v1());
                case CHECKOUTS:
                    return Signal.upper(signal.v1()) > 0;
                case POOL_STATE:
                    return Signal.upper(signal.v3()) > 0;
                default:
                    return false;
            }
        }
    }
}
