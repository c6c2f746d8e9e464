package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.LiveSet;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;

/** What collections leave grows, steadily and long after the start, until the heap is full. */
final class HeapLeakRule extends HeapRule {

    static final String MISSING =
            "a class histogram (jcmd <pid> GC.class_histogram) twice, ten minutes apart: what grows in"
                    + " between is the leak";

    /** Shorter than this, a leak and a start that does not fit look alike. */
    private static final long LONG_RISE = 15 * S;

    HeapLeakRule() {
        super(
                FaultKind.HEAP_LEAK,
                Node.LEAK,
                "what collections cannot free rises by 30 % of the heap or more, steadily (Theil-Sen, Kendall's tau)",
                "the rise took at least 15 s and half of the recorded life, evenly, over eight collections, mostly"
                        + " after the classes were loaded, and the heap ran out");
    }

    @Override
    void examine(Evidence evidence, Findings findings, LiveSet live) {
        boolean rises = live.riseShare() >= 0.3
                && live.risePoints() >= 4
                && live.slope().rises();
        if (!rises || live.riseNanos() < 3 * S) {
            if (live.points() >= 8 && live.riseShare() < 0.1 && live.lifeNanos() >= 30 * S) {
                findings.ruleOut(
                        kind(),
                        "what collections left did not grow: " + Words.bytes(live.base()) + " at first, "
                                + Words.bytes(live.top()) + " at last.");
            } else if (evidence.outOfMemory() && live.riseShare() >= 0.3) {
                add(
                        evidence,
                        findings,
                        live.riseAt(),
                        live.riseUncertainty(),
                        Confidence.NONE,
                        0.4,
                        summary(evidence, live),
                        MISSING);
            }
            return;
        }
        double share = live.riseNanos() / (double) Math.max(1, live.lifeNanos());
        boolean high = live.riseNanos() >= LONG_RISE
                && live.risePoints() >= 8
                && live.slope().tau() >= 0.7
                && share >= 0.5
                && live.riseAfterStart() >= 0.5
                && live.middle() >= 0.2
                && live.middle() <= 0.8;
        boolean stepped = live.middle() < 0.1 || live.middle() > 0.9;
        boolean starting = live.settledAt() > 0 && live.riseAfterStart() < 0.2;
        boolean late = starting || (share < 0.1 && live.riseNanos() < 60 * S) || stepped;
        Confidence confidence = high ? Confidence.HIGH : late ? Confidence.NONE : Confidence.MEDIUM;
        double score = high ? 0.9 : late ? 0.45 : 0.6 + Math.min(0.2, share / 5);
        add(
                evidence,
                findings,
                live.riseAt(),
                live.riseUncertainty(),
                confidence,
                score,
                summary(evidence, live),
                MISSING);
    }

    private static String summary(Evidence evidence, LiveSet live) {
        return "What collections could not free grew from " + Words.bytes(live.base()) + " to "
                + Words.bytes(live.top()) + " of " + Words.bytes(evidence.heap().maxBytes()) + ", by "
                + Words.bytes(Math.round(live.slope().perSecond() * 60)) + " a minute, over "
                + Words.span(evidence.endNanos() - live.riseAt()) + " and "
                + Words.count(live.points(), "collection") + ".";
    }
}
