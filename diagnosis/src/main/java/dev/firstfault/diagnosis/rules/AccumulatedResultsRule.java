package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.AllocationHistory.Allocator;
import dev.firstfault.diagnosis.onset.LiveSet;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;

/** One task collects results until the heap is full. */
final class AccumulatedResultsRule extends HeapRule {

    private static final double MOSTLY = 0.7;

    /** Of what the thread has allocated in its life, what is left: the last look is a second old. */
    private static final double LEAST_KEPT = 0.4;

    private static final double MOST_KEPT = 1.3;

    AccumulatedResultsRule() {
        super(
                FaultKind.ACCUMULATED_RESULTS,
                Node.ACCUMULATION,
                "what collections cannot free rises by 40 % of the heap within a minute or a third of the process's life, after 10 s"
                        + " without, as much as one thread has allocated in all its life",
                "never: that the task would have let go of it at its end was not seen");
    }

    @Override
    void examine(Evidence evidence, Findings findings, LiveSet live) {
        long end = evidence.endNanos();
        long since = live.riseAt();
        long rose = end - since;
        boolean late = since >= 10 * S && rose <= Math.max(60 * S, live.lifeNanos() / 3) && rose <= since;
        if (!late || live.riseShare() < 0.4) {
            return;
        }
        Allocator allocator = evidence.allocations().since(since);
        if (allocator == null || allocator.looks() < 3 || allocator.presence() < MOSTLY) {
            return;
        }
        // Who serves request after request has allocated far more in its life than what is left of it.
        double kept = (live.top() - live.base()) / (double) Math.max(1, allocator.inLife());
        if (kept < LEAST_KEPT || kept > MOST_KEPT) {
            return;
        }
        add(
                evidence,
                findings,
                since,
                live.riseUncertainty(),
                Confidence.MEDIUM,
                0.78,
                "After " + Words.span(since) + " without, what collections cannot free rose by "
                        + Words.percent(live.riseShare()) + " of the heap in " + Words.span(rose)
                        + ", and one thread, " + allocator.name() + ", began to allocate just that much."
                        + Frames.at(allocator.frames()),
                "whether the task lets go of it when it ends: a heap dump on the error"
                        + " (-XX:+HeapDumpOnOutOfMemoryError) shows what its thread holds");
    }
}
