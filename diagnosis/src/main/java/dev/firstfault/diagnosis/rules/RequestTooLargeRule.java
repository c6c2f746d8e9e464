package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.HttpError;

/** Requests are larger than the server, or a proxy before it, takes at once; sent again, they are refused again. */
final class RequestTooLargeRule extends RefusalRule {

    RequestTooLargeRule() {
        super(
                FaultKind.REQUEST_TOO_LARGE,
                Node.BODY_TOO_LARGE,
                HttpError.REQUEST_TOO_LARGE,
                "the server refuses requests for their size (413)",
                "three were refused over 2 s or more, the last within a minute");
    }

    @Override
    boolean harmless(RefusalHarm harm) {
        return harm.count() < 2;
    }

    @Override
    Confidence confidence(Evidence evidence, RefusalHistory refused, RefusalHarm harm) {
        return harm.count() >= 3 && refused.lastAt() - refused.onset() >= 2 * S ? Confidence.HIGH : Confidence.MEDIUM;
    }

    @Override
    String summary(Evidence evidence, HttpHistory http, RefusalHistory refused) {
        return HttpWords.refused(refused) + " refused for being too large (status 413), "
                + HttpWords.pattern(evidence, refused) + "; sent again, they are refused again.";
    }

    @Override
    String missing() {
        return "more of them: whether it is one request, or each beyond a size";
    }
}
