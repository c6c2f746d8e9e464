package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.onset.ServerLimit;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.HttpError;

/** A circuit breaker of the server protects the heap of a node. */
final class CircuitBreakerRule extends RefusalRule {

    CircuitBreakerRule() {
        super(
                FaultKind.ES_CIRCUIT_BREAKER,
                Node.BREAKER_OPEN,
                HttpError.CIRCUIT_BREAKER,
                "the server refuses requests to protect the heap of a node (circuit_breaking_exception, in 429 or 503)",
                HIGH_WHEN);
    }

    @Override
    String summary(Evidence evidence, HttpHistory http, RefusalHistory refused) {
        ServerLimit limit = http.limit(true);
        return "A circuit breaker of the server protected the heap of a node"
                + (limit == null ? "" : " (" + MemoryWords.limit(limit) + ")")
                + ": " + HttpWords.refused(refused) + " refused " + HttpWords.pattern(evidence, refused) + ".";
    }
}
