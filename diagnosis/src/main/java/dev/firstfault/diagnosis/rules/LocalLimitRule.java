package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Signal;
import java.util.Locale;

/** This process or host has nothing left to connect with; the system's words say of what. */
class LocalLimitRule extends ConnectFailureRule {

    private final String[] words;

    LocalLimitRule(FaultKind kind, String looksFor, String... words) {
        super(
                kind,
                Node.LOCAL_LIMIT,
                ConnectFailure.LOCAL_LIMIT,
                null,
                null,
                3,
                looksFor,
                "This host could not make %s");
        this.words = words;
    }

    @Override
    boolean accepts(ConnectHistory history) {
        Signal kept = history.detailed();
        ErrorDetail error = kept == null ? null : kept.error();
        if (error != null) {
            String said = (error.type() + " " + error.message()).toLowerCase(Locale.ROOT);
            for (String word : words) {
                if (said.contains(word)) {
                    return true;
                }
            }
        }
        return false;
    }
}
