package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ConnectionHolders;
import dev.firstfault.diagnosis.onset.ConnectionHolders.Holder;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.ConnectFailure;

/** The database has no connection left, and this process holds no more than it is meant to. */
final class DbConnectionLimitRule extends ConnectFailureRule {

    DbConnectionLimitRule() {
        super(
                FaultKind.DB_CONNECTION_LIMIT,
                Node.SERVER_FULL,
                ConnectFailure.CONNECTION_LIMIT,
                null,
                null,
                3,
                "the server refuses for want of connections (1040, 53300, ...) while this process holds few, or no more"
                        + " than its pools are configured for",
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
        if (holders.holder() == Holder.SELF) {
            findings.ruleOut(kind(), holders.because());
            return;
        }
        boolean others = holders.holder() == Holder.OTHERS;
        if (holders.holder() == Holder.RATHER_SELF) {
            confidence = Confidence.NONE;
        }
        add(
                evidence,
                findings,
                history,
                others ? confidence : confidence.atMost(Confidence.MEDIUM),
                others ? missing(history) : OwnConnectionExhaustionRule.MISSING,
                " " + holders.because());
    }
}
