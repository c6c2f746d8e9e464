package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.HttpError;

/** An index takes no writes: the disk of a node is all but full, or somebody set a block. */
final class IndexReadOnlyRule extends RefusalRule {

    IndexReadOnlyRule() {
        super(
                FaultKind.ES_READ_ONLY,
                Node.INDEX_READ_ONLY,
                HttpError.READ_ONLY,
                "the server refuses writes because an index takes none (cluster_block_exception)",
                "three were refused over 5 s or more, the last a moment ago");
    }

    @Override
    boolean harmless(RefusalHarm harm) {
        return harm.count() < 2;
    }

    @Override
    Confidence confidence(Evidence evidence, RefusalHistory refused, RefusalHarm harm) {
        return harm.count() >= 3 && refused.lastAt() - refused.onset() >= 5 * S ? Confidence.HIGH : Confidence.MEDIUM;
    }

    @Override
    String summary(Evidence evidence, HttpHistory http, RefusalHistory refused) {
        return "An index takes no writes: " + HttpWords.refused(refused) + " refused "
                + HttpWords.pattern(evidence, refused) + ".";
    }

    @Override
    String missing() {
        return "more time: whether writes go on to be refused";
    }
}
