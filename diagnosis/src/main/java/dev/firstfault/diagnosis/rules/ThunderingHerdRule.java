package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;

/** A process that has just started is asked for more than it can do from the first moment on. */
final class ThunderingHerdRule extends Rule {

    private static final long S = 1_000_000_000L;

    /** What comes within that time of a start, comes because of it. */
    private static final long START = 30 * S;

    /** A process that has been up for longer has got over its start, or has another problem. */
    private static final long YOUNG = 180 * S;

    ThunderingHerdRule() {
        super(
                FaultKind.THUNDERING_HERD,
                Node.HERD,
                "an executor turned tasks away within half a minute of the process's start, and most came then",
                "never: whether clients all came back at once is seen on their side");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        long end = evidence.endNanos();
        if (end > YOUNG || end < START || !withTheProcess(evidence)) {
            return;
        }
        for (ExecutorHistory executor : evidence.executors()) {
            long refusing = executor.refusingSince(end);
            double early = executor.arrivals().highest(0, START);
            double later = executor.arrivals().median(START, end);
            if (refusing >= 0 && refusing <= START && early >= 3 * Math.max(1, later)) {
                findings.add(new Finding(
                        kind(),
                        node(),
                        Subject.process(executor.name()),
                        refusing,
                        5 * S,
                        Confidence.MEDIUM,
                        0.5,
                        "Up to " + Words.rate(early) + " tasks a second came to " + executor.name()
                                + " right after the start, " + Words.rate(later) + " since; "
                                + Words.count(executor.refusedSince(0), "task") + " were turned away.",
                        "whether clients lost their connections at once and came back together"));
            }
        }
    }

    /** Whether the agent saw the process from its start on. */
    private static boolean withTheProcess(Evidence evidence) {
        for (Signal signal : evidence.timeline().signals()) {
            if (signal.kind() == SignalKind.STARTED) {
                return signal.v1() == 0;
            }
        }
        return false;
    }
}
