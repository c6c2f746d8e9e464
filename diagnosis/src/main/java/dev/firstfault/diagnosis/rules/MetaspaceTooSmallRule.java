package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.FrameLevel;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;

/** The application has more classes than the metaspace may hold. */
final class MetaspaceTooSmallRule extends MetaspaceRule {

    MetaspaceTooSmallRule() {
        super(
                FaultKind.METASPACE_TOO_SMALL,
                Node.METASPACE_SMALL,
                "the metaspace fills while classes of many names are loaded, and no name comes again and again",
                "the names were looked at, no name and no loader comes again and again, and it filled within a minute of the"
                        + " start");
    }

    @Override
    void examine(Evidence evidence, Findings findings, FrameLevel classes) {
        if (!full(evidence) || again(evidence)) {
            return;
        }
        boolean looked = evidence.outsideHeap().classNames() != null;
        boolean starting = evidence.endNanos() <= 60 * S || classes.riseAt() + classes.riseNanos() <= 60 * S;
        boolean many = looked && sameName(evidence) < 0.1;
        add(
                findings,
                subject(),
                classes.riseAt(),
                S,
                limit(evidence, many && starting ? Confidence.HIGH : many ? Confidence.MEDIUM : Confidence.NONE),
                levelWords(evidence) + namesWords(evidence) + ": the application needs more.",
                "whether the same classes are loaded again and again: jcmd <pid> VM.classloader_stats");
    }
}
