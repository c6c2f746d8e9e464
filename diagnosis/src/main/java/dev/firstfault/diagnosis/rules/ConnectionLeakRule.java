package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.Hold;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.HolderState;
import java.util.ArrayList;
import java.util.List;

/** Connections were taken out of a pool, and who took them went on without giving them back. */
final class ConnectionLeakRule extends PoolRule {

    /** As old as this without a statement, with its thread gone on: nobody comes back for it. */
    private static final long OLD = 20 * S;

    ConnectionLeakRule() {
        super(
                FaultKind.CONNECTION_LEAK,
                Node.CONNECTION_LEAK,
                "connections are out, no statement runs on them, and the threads that took them have ended or gone on",
                "they are half of the pool, two at least, the oldest out for 20 s, and threads wait for a connection");
    }

    @Override
    void examine(Evidence evidence, Findings findings, PoolHistory pool) {
        List<Hold> abandoned = new ArrayList<>();
        List<Hold> unknown = new ArrayList<>();
        int came = 0;
        for (Hold hold : pool.longHolds()) {
            if (!hold.stands()) {
                came++;
            } else if (hold.abandoned()) {
                abandoned.add(hold);
            } else if (!hold.inStatement() && (hold.holder() == HolderState.UNKNOWN || hold.asksForAnother())) {
                unknown.add(hold);
            }
        }
        boolean suffers = suffers(evidence, pool);
        if (abandoned.isEmpty()) {
            if (suffers
                    && unknown.size() >= 2
                    && came <= unknown.size()
                    && oldest(unknown).age() >= OLD) {
                found(evidence, findings, pool, unknown, Confidence.MEDIUM);
            }
            return;
        }
        Hold oldest = oldest(abandoned);
        boolean most = abandoned.size() >= 2 && 2 * abandoned.size() >= pool.maximum();
        abandoned.addAll(unknown);
        boolean all = pool.maximum() > 0 && abandoned.size() >= pool.maximum();
        boolean seen = oldest.statementsSeen();
        boolean grows = abandoned.size() >= 3 && newest(abandoned).start() - oldest.start() >= 10 * S;
        if (suffers && (most || all) && oldest.age() >= OLD && seen) {
            found(evidence, findings, pool, abandoned, Confidence.HIGH);
        } else if (suffers || grows) {
            found(evidence, findings, pool, abandoned, Confidence.MEDIUM);
        } else {
            found(evidence, findings, pool, abandoned, Confidence.NONE);
        }
    }

    private void found(
            Evidence evidence, Findings findings, PoolHistory pool, List<Hold> leaked, Confidence confidence) {
        Hold oldest = oldest(leaked);
        String at = StatementWords.applicationFrame(oldest.last().error());
        add(
                findings,
                Subject.pool(pool),
                oldest.start(),
                S,
                confidence,
                leaked.size() + (pool.maximum() > 0 ? " of " + pool.maximum() : "") + " connections of " + pool.name()
                        + " were not given back, the oldest for " + Words.span(evidence.endNanos() - oldest.start())
                        + " without a statement; its thread "
                        + (oldest.holder() == HolderState.ENDED
                                ? "has ended."
                                : "has gone on" + (at.isEmpty() ? "." : " and is at " + at + ".")),
                "more time: whether the connections come back, and what the threads that took them do");
    }

    private static Hold oldest(List<Hold> holds) {
        Hold oldest = holds.get(0);
        for (Hold hold : holds) {
            oldest = hold.start() < oldest.start() ? hold : oldest;
        }
        return oldest;
    }

    private static Hold newest(List<Hold> holds) {
        Hold newest = holds.get(0);
        for (Hold hold : holds) {
            newest = hold.start() > newest.start() ? hold : newest;
        }
        return newest;
    }
}
