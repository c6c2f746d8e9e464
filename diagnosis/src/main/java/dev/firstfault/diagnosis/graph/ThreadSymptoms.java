package dev.firstfault.diagnosis.graph;

import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.onset.Series;

/** When a symptom of executors, threads and waits set in. */
final class ThreadSymptoms {

    private ThreadSymptoms() {}

    /** The moment, or -1 where it did not set in. */
    static long onset(Evidence evidence, Node symptom, Subject subject) {
        long first = -1;
        for (ExecutorHistory executor : evidence.executors()) {
            if (!concerns(evidence, subject, executor)) {
                continue;
            }
            long at = onset(evidence, symptom, executor);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }
        return first;
    }

    /** Where the subject is an executor itself, only that one. */
    private static boolean concerns(Evidence evidence, Subject subject, ExecutorHistory executor) {
        for (ExecutorHistory other : evidence.executors()) {
            if (other != executor && other.name().equals(subject.name())) {
                return false;
            }
        }
        return true;
    }

    private static long onset(Evidence evidence, Node symptom, ExecutorHistory executor) {
        long end = evidence.endNanos();
        switch (symptom) {
            case EXECUTOR_FULL:
                // An executor that is busy and nothing else is at work; one that makes tasks wait or go is full.
                boolean harm = executor.queuedNow() > 0 || executor.refusingSince(end) >= 0;
                return harm ? saturatedAt(executor, end) : -1;
            case QUEUE_GROWTH:
                return queueGrowthAt(executor, end);
            case TASKS_REJECTED:
                return executor.refusingSince(end);
            case QUEUED_HEAP:
                return queuedHeapAt(evidence, executor);
            default:
                return -1;
        }
    }

    private static long saturatedAt(ExecutorHistory executor, long end) {
        long refusing = executor.refusingSince(end);
        long saturated = executor.saturatedAt();
        return saturated < 0 || (refusing >= 0 && refusing < saturated) ? refusing : saturated;
    }

    /** When the queue, now longer than the executor has threads, was last as good as empty. */
    private static long queueGrowthAt(ExecutorHistory executor, long end) {
        int now = executor.queuedNow();
        if (now < Math.max(4, executor.maximum()) && executor.refusingSince(end) < 0) {
            return -1;
        }
        Series queued = executor.queued();
        long at = -1;
        for (int i = queued.size() - 1; i >= 0 && queued.value(i) > 0.02 * now; i--) {
            at = queued.at(i);
        }
        return at;
    }

    /** When collections first left more than before the queue grew, where the one then rose as the other did. */
    private static long queuedHeapAt(Evidence evidence, ExecutorHistory executor) {
        long growth = queueGrowthAt(executor, evidence.endNanos());
        HeapHistory heap = evidence.heap();
        Series queued = executor.queued();
        if (growth < 0 || executor.capacity() >= 0 || executor.queuedNow() < 100) {
            return -1;
        }
        long base = -1;
        long at = -1;
        int rising = 0;
        int pairs = 0;
        long top = 0;
        for (int k = 0; k < heap.points(); k++) {
            long floor = heap.pointFloor(k);
            if (heap.pointAt(k) <= growth) {
                base = floor;
                continue;
            }
            top = Math.max(top, floor);
            if (at < 0 && base >= 0 && heap.share(floor - base) >= 0.02) {
                at = heap.pointAt(k);
            }
            if (k > 0 && heap.pointAt(k - 1) > growth) {
                pairs++;
                double more = queued.valueAt(heap.pointAt(k)) - queued.valueAt(heap.pointAt(k - 1));
                rising += (more >= 0) == (floor >= heap.pointFloor(k - 1)) ? 1 : 0;
            }
        }
        boolean before = base >= 0 && heap.points() > 0 && heap.share(base - heap.pointFloor(0)) > 0.2;
        boolean inStep = pairs >= 3 && rising * 10 >= pairs * 7;
        return base >= 0 && !before && inStep && heap.share(top - base) >= 0.2 ? at : -1;
    }
}
