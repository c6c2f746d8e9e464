package dev.firstfault.diagnosis.ending;

import dev.firstfault.diagnosis.onset.Exhaustion;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.onset.Standstill;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import org.jspecify.annotations.Nullable;

/** What an ending is told by. Immutable. */
final class EndingFacts {

    static final long S = 1_000_000_000L;

    /** A container this full of its limit is about to be killed; page cache alone seldom keeps it there. */
    private static final double FULL_CONTAINER = 0.97;

    /** What is missing is less than a young generation of the usual size. */
    private static final double FILLING = 0.8;

    /** Below this, what is missing is more than a second's. */
    private static final double NEARLY_FULL = 0.85;

    /** A process that fills this much of the limit leaves the kernel little else to drop. */
    private static final double OWN_SHARE = 0.85;

    final Timeline timeline;
    final Witness witness;
    final HeapHistory heap;
    final Exhaustion exhaustion;
    final @Nullable Standstill standstill;
    final long end;
    final @Nullable Integer code;

    EndingFacts(
            Timeline timeline,
            Witness witness,
            HeapHistory heap,
            Exhaustion exhaustion,
            @Nullable Standstill standstill) {
        this.timeline = timeline;
        this.witness = witness;
        this.heap = heap;
        this.exhaustion = exhaustion;
        this.standstill = standstill;
        end = timeline.endNanos();
        code = witness.exitCode();
    }

    Ending ending(EndingKind kind, boolean certain, @Nullable Integer status, String summary) {
        return new Ending(kind, certain, end, status, summary);
    }

    /** Whether a JVM flag was set. */
    boolean flag(String name) {
        return "true".equals(timeline.process().get(ProcessInfo.FLAG_PREFIX + name));
    }

    boolean flagKnown(String name) {
        return !timeline.process().get(ProcessInfo.FLAG_PREFIX + name).isEmpty();
    }

    /** {@code ; why the heap looks exhausted}, or nothing. */
    String heapWords() {
        return exhaustion.seen() ? "; " + exhaustion.because() : "";
    }

    /** As {@link #heapWords}, or that it was not. */
    String noHeapWords() {
        long used = heap.last(FrameField.HEAP_USED);
        return used == Frame.UNKNOWN || exhaustion.seen()
                ? heapWords()
                : "; the heap was not exhausted (" + Words.percent(heap.share(used)) + " in use)";
    }

    /** What a log said of the end, as a sentence to go behind another; or nothing. */
    String saidWords() {
        Testimony said = witness.testimony();
        return said == null ? "" : " A log says: " + said.text();
    }

    /**
     * At its limit, and because of memory that cannot be dropped: it hit the limit again just now, or the process fills it; or
     * on its way there, and due.
     */
    boolean containerFull() {
        long current = heap.last(FrameField.CGROUP_CURRENT);
        long limit = heap.last(FrameField.CGROUP_LIMIT);
        if (current == Frame.UNKNOWN || limit == Frame.UNKNOWN || limit <= 0 || current < NEARLY_FULL * limit) {
            return false;
        }
        if (new ContainerClimb(heap).reaches(limit)) {
            return true;
        }
        if (current < FULL_CONTAINER * limit) {
            return false;
        }
        long rss = heap.last(FrameField.RSS);
        return heap.rise(FrameField.CGROUP_LIMIT_HITS, end - 5 * S, end) > 0
                || (rss != Frame.UNKNOWN && rss >= OWN_SHARE * limit);
    }

    /**
     * On its way to its limit by what this process takes: a collection that copies, or a heap that grows, takes the rest
     * between two readings. Who kills for another reason asks first.
     */
    boolean containerFilling() {
        long current = heap.last(FrameField.CGROUP_CURRENT);
        long limit = heap.last(FrameField.CGROUP_LIMIT);
        long rss = heap.last(FrameField.RSS);
        return current != Frame.UNKNOWN
                && limit > 0
                && current >= FILLING * limit
                && rss >= OWN_SHARE * limit
                && heap.rise(FrameField.RSS, end - 10 * S, end) >= limit / 50;
    }

    Ending containerKilled(boolean certain, @Nullable Integer status) {
        long limit = heap.last(FrameField.CGROUP_LIMIT);
        long current = heap.last(FrameField.CGROUP_CURRENT);
        return ending(
                EndingKind.CONTAINER_OOM_KILLED,
                certain,
                status == null ? Integer.valueOf(137) : status,
                limit == Frame.UNKNOWN || limit <= 0
                        ? "The process was killed for the memory of its container."
                        : "The container held " + Words.bytes(current) + " of its limit of " + Words.bytes(limit)
                                + (certain ? " and was killed for it." : " and was killed, most likely for it."));
    }
}
