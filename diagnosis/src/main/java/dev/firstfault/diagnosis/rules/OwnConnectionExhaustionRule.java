package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ConnectionHolders;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.ConnectFailure;

/** The database has no connection left because this process took them all: pools made anew, connections never closed. */
final class OwnConnectionExhaustionRule extends ConnectFailureRule {

    static final String MISSING =
            "who held the connections: SHOW PROCESSLIST or pg_stat_activity on the server, by host";

    OwnConnectionExhaustionRule() {
        super(
                FaultKind.OWN_CONNECTION_EXHAUSTION,
                Node.OWN_CONNECTIONS,
                ConnectFailure.CONNECTION_LIMIT,
                null,
                null,
                3,
                "the server refuses for want of connections after this process opened pool after pool of one definition,"
                        + " or connection after connection, and closed hardly any",
                "The database refused %s");
    }

    @Override
    void examine(Evidence evidence, Findings findings, ConnectHistory history) {
        Confidence confidence = confidence(evidence, history);
        if (confidence == Confidence.NONE) {
            return;
        }
        ConnectionHolders holders = ConnectionHolders.of(
                history, evidence.pools(), evidence.connects().size() == 1);
        switch (holders.holder()) {
            case OTHERS:
                findings.ruleOut(kind(), holders.because());
                return;
            case SELF:
                break;
            case RATHER_SELF:
                confidence = confidence.atMost(Confidence.MEDIUM);
                break;
            case RATHER_OTHERS:
                confidence = Confidence.NONE;
                break;
        }
        add(evidence, findings, history, confidence, MISSING, " " + holders.because());
    }
}
