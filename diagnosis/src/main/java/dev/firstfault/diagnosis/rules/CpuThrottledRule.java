package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.LostTime;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;

/** The kernel holds the process up because it has used up its share of the CPU. */
final class CpuThrottledRule extends Rule {

    private static final long S = 1_000_000_000L;

    /** What a start takes of the CPU is over by then. */
    private static final long LASTING = 30 * S;

    private static final long STEP = 5 * S;

    /** Throttled for less is what a limit is for. */
    private static final double NOTABLE = 0.2;

    CpuThrottledRule() {
        super(
                FaultKind.CPU_THROTTLED,
                Node.CPU_THROTTLED,
                "the control group was held up for a fifth of every five seconds, thirty seconds long, up to the end",
                "for two fifths of the time, and either samples came late for a tenth of it, or an executor or a pool"
                        + " cannot keep up since");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        long end = evidence.endNanos();
        long since = end;
        while (since - STEP >= 0 && evidence.lostTime(since - STEP, since).throttled() >= NOTABLE) {
            since -= STEP;
        }
        if (end - since < LASTING) {
            return;
        }
        LostTime lost = evidence.lostTime(since, end);
        long overwhelmed = Overwhelmed.since(evidence);
        boolean harm = lost.late() >= 0.1 || overwhelmed >= since - STEP;
        boolean high = lost.throttled() >= 0.4 && harm;
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process("cpu"),
                since,
                STEP,
                high ? Confidence.HIGH : Confidence.MEDIUM,
                high ? 0.9 : 0.55,
                "The CPU limit of the container has held the process up for " + Words.percent(lost.throttled())
                        + " of the last " + Words.span(end - since) + ": everything it does takes longer.",
                high ? "" : "how long requests take, before and since: whether the limit is felt"));
    }
}
