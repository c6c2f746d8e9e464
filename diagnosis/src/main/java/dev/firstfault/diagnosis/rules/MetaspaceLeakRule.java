package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.FrameLevel;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;

/** Classes are made again and again, each time in a loader of its own, and none is ever let go. */
final class MetaspaceLeakRule extends MetaspaceRule {

    MetaspaceLeakRule() {
        super(
                FaultKind.METASPACE_LEAK,
                Node.METASPACE_LEAK,
                "the metaspace fills, and classes rise steadily, or one name is there a hundred times over",
                "a quarter of all classes, two hundred or more, have one name, digits aside, or each a loader of its own");
    }

    @Override
    void examine(Evidence evidence, Findings findings, FrameLevel classes) {
        boolean again = again(evidence);
        boolean lasting = classes.roseFor(30 * S)
                && classes.riseNanos() >= evidence.endNanos() / 2
                && classes.last() >= 2 * classes.base();
        if (!again && !lasting) {
            return;
        }
        add(
                findings,
                subject(),
                classes.riseAt(),
                S,
                limit(evidence, again ? Confidence.HIGH : Confidence.MEDIUM),
                levelWords(evidence) + namesWords(evidence) + "; they became " + classes.last() + " from "
                        + classes.base() + " in " + Words.span(evidence.endNanos() - classes.riseAt()) + ".",
                "which loaders hold them: jcmd <pid> VM.classloader_stats");
    }
}
