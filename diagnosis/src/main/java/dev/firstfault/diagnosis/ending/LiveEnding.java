package dev.firstfault.diagnosis.ending;

import dev.firstfault.diagnosis.verdict.Words;

/** A process that has not ended: it runs, or it runs and does nothing useful. */
final class LiveEnding {

    /** Time that collections must take for as long as {@link #STUCK_FOR} before a running process counts as stuck. */
    private static final double STUCK_GC_SHARE = 0.9;

    private static final long STUCK_FOR = 20 * EndingFacts.S;

    private LiveEnding() {}

    static Ending of(EndingFacts facts) {
        double share = facts.heap.gcShare(facts.end - STUCK_FOR, facts.end);
        boolean longEnough = facts.heap.size() > 0 && facts.end - facts.heap.at(0) >= STUCK_FOR;
        if (longEnough && share >= STUCK_GC_SHARE) {
            return facts.ending(
                    EndingKind.STUCK,
                    false,
                    null,
                    "The process runs, but collections took " + Words.percent(share) + " of the last "
                            + Words.span(STUCK_FOR) + ".");
        }
        if (facts.standstill != null) {
            return facts.ending(
                    EndingKind.STUCK,
                    false,
                    null,
                    "The process runs, but " + facts.standstill.because() + ", and nothing has moved for "
                            + Words.span(facts.end - facts.standstill.sinceNanos()) + ".");
        }
        return facts.ending(EndingKind.RUNNING, true, null, "The process is running.");
    }
}
