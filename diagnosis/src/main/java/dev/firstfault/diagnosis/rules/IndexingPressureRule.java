package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.onset.ServerLimit;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.HttpError;

/** More bytes of writes are under way than a node bears. */
final class IndexingPressureRule extends RefusalRule {

    IndexingPressureRule() {
        super(
                FaultKind.ES_INDEXING_PRESSURE,
                Node.PRESSURE_FULL,
                HttpError.INDEXING_PRESSURE,
                "the server refuses documents or whole bulks because more bytes of writes are under way than a node bears",
                HIGH_WHEN);
    }

    @Override
    String summary(Evidence evidence, HttpHistory http, RefusalHistory refused) {
        ServerLimit limit = http.limit(false);
        return "More bytes of writes were under way than a node of the server bears"
                + (limit == null ? "" : " (" + MemoryWords.limit(limit) + ")")
                + ": " + HttpWords.refused(refused) + " refused " + HttpWords.pattern(evidence, refused) + ".";
    }
}
