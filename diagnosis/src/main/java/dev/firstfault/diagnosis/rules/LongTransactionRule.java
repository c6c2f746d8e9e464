package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.Hold;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.HolderState;
import java.util.ArrayList;
import java.util.List;

/** Connections are kept while their threads do something else than statements; they come back, but late. */
final class LongTransactionRule extends PoolRule {

    /** Threads that waited for a third of so long before the end may do so again, though none does now. */
    private static final long LATELY = 30 * S;

    LongTransactionRule() {
        super(
                FaultKind.LONG_TRANSACTION,
                Node.LONG_TRANSACTION,
                "connections are out for seconds while their threads run or wait elsewhere, between statements",
                "two at least and a third of the pool, for 5 s and longer, while threads wait for a connection; some came"
                        + " back; statements take what they took, and the process itself was not held up");
    }

    @Override
    void examine(Evidence evidence, Findings findings, PoolHistory pool) {
        List<Hold> kept = new ArrayList<>();
        int came = 0;
        int abandoned = 0;
        int blocked = 0;
        int inStatement = 0;
        for (Hold hold : pool.longHolds()) {
            boolean recent = evidence.endNanos() - hold.last().atNanos() <= 2 * RECENT;
            abandoned += hold.stands() && hold.abandoned() ? 1 : 0;
            if (recent && hold.kept()) {
                kept.add(hold);
                came += hold.stands() ? 0 : 1;
                blocked += hold.holder() == HolderState.BLOCKED ? 1 : 0;
            }
            inStatement += recent && hold.inStatement() ? 1 : 0;
        }
        // Where most are in a statement, a look between two of them is what the others are.
        if (kept.size() <= Math.max(abandoned, inStatement)) {
            return;
        }
        boolean suffers = suffers(evidence, pool);
        long lately = pool.waitedSince(evidence.endNanos() - LATELY, evidence.endNanos());
        if (!suffers && lately < LATELY / 3) {
            return;
        }
        Hold first = kept.get(0);
        Hold longest = first;
        for (Hold hold : kept) {
            first = hold.start() < first.start() ? hold : first;
            longest = hold.age() > longest.age() ? hold : longest;
        }
        if (longest.age() < 2 * S) {
            return;
        }
        double returned = pool.holds().highest(first.start(), evidence.endNanos());
        boolean high = suffers
                && longest.age() >= 5 * S
                && kept.size() >= 2
                && 3 * kept.size() >= pool.maximum()
                && (came > 0 || returned >= 5000)
                && blocked == 0
                && abandoned == 0
                && longest.statementsSeen()
                && statementsNormal(evidence, pool)
                && evidence.unhindered(first.start(), evidence.endNanos());
        String at = StatementWords.applicationFrame(longest.last().error());
        Finding finding = finding(
                Subject.pool(pool),
                first.start(),
                S,
                high ? Confidence.HIGH : Confidence.MEDIUM,
                Words.count(kept.size(), "connection") + " of " + pool.name() + " were held for up to "
                        + Words.span(longest.age()) + " while the thread was "
                        + longest.holder().word()
                        + (at.isEmpty() ? "" : " at " + at) + ", not in a statement, first "
                        + StatementWords.sinceWords(evidence, first.start()) + ".",
                came > 0 || returned >= 5000
                        ? "what the threads that hold connections wait for"
                        : "more time: whether the connections come back");
        if (suffers) {
            findings.add(finding);
        } else {
            findings.addPast(finding);
        }
    }

    private static boolean statementsNormal(Evidence evidence, PoolHistory pool) {
        StatementHistory statements = evidence.statementsOf(pool.target());
        return statements != null && !evidence.times(statements).mean().rose(2, 10);
    }
}
