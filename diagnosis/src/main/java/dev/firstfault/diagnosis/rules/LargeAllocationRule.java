package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.onset.LastSteps;
import dev.firstfault.diagnosis.onset.LiveSet;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.FrameField;

/** A heap with room to spare, and a request, or a few, for more than that. */
final class LargeAllocationRule extends HeapRule {

    private static final String MISSING = "a heap dump of the moment (-XX:+HeapDumpOnOutOfMemoryError): one array of"
            + " most of the heap would show a large request";

    /** Samples further apart than this do not tell one large request from many small ones. */
    private static final long CLOSE = S / 5;

    /** Who takes one array of this size takes others. */
    private static final long LATELY = 60 * S;

    LargeAllocationRule() {
        super(
                FaultKind.LARGE_ALLOCATION,
                Node.LARGE_REQUEST,
                "the heap ran out in a few steps of 8 % of it or more, from a level with room to spare; or with no rise"
                        + " at all",
                "at most four such steps within 4 s, between samples no more than 0.2 s apart, made up seven tenths of the last rise,"
                        + " and the process did not make such steps before; or the JVM named the array size");
    }

    @Override
    void examine(Evidence evidence, Findings findings, LiveSet live) {
        if (!evidence.outOfMemory()) {
            return;
        }
        HeapHistory heap = evidence.heap();
        LastSteps steps = LastSteps.of(heap, evidence.endNanos());
        String line = evidence.witness().outputLine();
        if (line != null && line.contains("array size")) {
            add(
                    evidence,
                    findings,
                    evidence.endNanos(),
                    0,
                    Confidence.HIGH,
                    0.95,
                    "An array larger than the JVM can hold was asked for.",
                    "");
            return;
        }
        boolean room = heap.share(steps.level()) <= 0.7;
        boolean few = steps.steps() >= 1 && steps.steps() <= 6 && !steps.ramp();
        double stepped = (double) steps.stepped() / Math.max(1, steps.top() - steps.level());
        boolean sudden = evidence.endNanos() - steps.firstAt() <= 8 * S;
        if (room && few && sudden && (stepped >= 0.7 || (stepped >= 0.35 && steps.quietBefore()))) {
            boolean high = stepped >= 0.7
                    && steps.steps() <= 4
                    && evidence.endNanos() - steps.firstAt() <= 4 * S
                    && steps.quietBefore()
                    && steps.spacing() <= CLOSE
                    && steps.firstAt() >= S;
            String summary = "The heap rose from " + Words.bytes(steps.level()) + " by " + Words.bytes(steps.stepped())
                    + " in " + Words.count(steps.steps(), "step") + ", the largest of " + Words.bytes(steps.largest())
                    + ", within " + Words.span(evidence.endNanos() - steps.firstAt()) + " of the end; "
                    + Words.bytes(heap.maxBytes()) + " is all it may have.";
            add(
                    evidence,
                    findings,
                    steps.firstAt(),
                    0,
                    high ? Confidence.HIGH : Confidence.MEDIUM,
                    high ? 0.92 : 0.66,
                    summary + HeapWords.largest(evidence, evidence.endNanos() - LATELY),
                    MISSING);
            return;
        }
        if (live.leapt() && live.highAt() >= 0) {
            add(
                    evidence,
                    findings,
                    live.highAt(),
                    0,
                    Confidence.MEDIUM,
                    0.62,
                    "What collections cannot free leapt from " + Words.bytes(live.base()) + " to "
                            + Words.bytes(live.top()) + " between two of them, " + Words.span(live.highAt())
                            + " after the start, and left no room to work in; " + Words.bytes(heap.maxBytes())
                            + " is all it may have." + HeapWords.largest(evidence, live.highAt() - LATELY),
                    MISSING);
            return;
        }
        long used = heap.last(FrameField.HEAP_USED);
        boolean flat = heap.share(used) <= 0.75
                && heap.share(live.top()) <= 0.7
                && !live.slope().rises();
        if (flat) {
            boolean certain = evidence.ending().certain() && live.lifeNanos() >= 2 * S;
            add(
                    evidence,
                    findings,
                    evidence.endNanos(),
                    0,
                    certain ? Confidence.MEDIUM : Confidence.NONE,
                    certain ? 0.6 : 0.4,
                    "The JVM ran out of heap while " + Words.bytes(used) + " of " + Words.bytes(heap.maxBytes())
                            + " were in use: something asked for more than the rest at once."
                            + HeapWords.largest(evidence, evidence.endNanos() - LATELY),
                    MISSING);
        } else if (live.slope().rises() && live.riseNanos() >= 10 * S) {
            findings.ruleOut(kind(), "the heap filled over " + Words.span(live.riseNanos()) + ", in small steps.");
        }
    }
}
