package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.LiveSet;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;

/** Collections take the time that the application should have; why the heap is full, another rule may know. */
final class GcThrashingRule extends HeapRule {

    GcThrashingRule() {
        super(
                FaultKind.GC_THRASHING,
                Node.THRASHING,
                "collections take a fifth of the time for ten seconds and leave four fifths of the heap in use",
                "never: what fills the heap is the fault, this only its sign");
    }

    @Override
    void examine(Evidence evidence, Findings findings, LiveSet live) {
        if (!evidence.outOfMemory() && pressed(evidence)) {
            long from = evidence.gcPressureAt();
            add(
                    evidence,
                    findings,
                    from,
                    0,
                    Confidence.MEDIUM,
                    0.5,
                    "Collections took " + Words.percent(evidence.heap().gcShare(from, evidence.endNanos()))
                            + " of the last " + Words.span(evidence.endNanos() - from) + " and left "
                            + Words.bytes(live.top()) + " of "
                            + Words.bytes(evidence.heap().maxBytes())
                            + " in use.",
                    "what filled the heap: " + HeapLeakRule.MISSING);
        }
    }
}
