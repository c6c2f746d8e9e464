package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.HttpError;

/** Somebody before the server, or a service that is no search server, refuses requests for being too many. */
final class ThrottledRule extends RefusalRule {

    ThrottledRule() {
        super(
                FaultKind.HTTP_THROTTLED,
                Node.THROTTLED,
                HttpError.THROTTLED,
                "answers of 429 without a word of Elasticsearch's: a proxy, a gateway or a cloud service throttles",
                HIGH_WHEN);
    }

    @Override
    String summary(Evidence evidence, HttpHistory http, RefusalHistory refused) {
        long pause = refused.retryAfter();
        return HttpWords.refused(refused) + " refused with status " + refused.status()
                + " by a proxy, a gateway or a service that limits requests, not by a word of Elasticsearch's, "
                + HttpWords.pattern(evidence, refused) + "."
                + (pause > 0
                        ? " It asked to wait for " + Words.span(pause) + " (Retry-After)."
                        : " It did not say for how long to wait.");
    }
}
