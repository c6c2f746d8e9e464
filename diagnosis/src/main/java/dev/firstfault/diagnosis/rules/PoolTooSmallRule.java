package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.Hold;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.ServiceTimes;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;

/** A pool whose connections are all in use, each for a short time, by as much work as ever. */
final class PoolTooSmallRule extends PoolRule {

    /** Without a past, a database whose statements take no longer is taken as quick. */
    private static final double QUICK_MILLIS = 10;

    /** Likewise, a checkout that executes no more than this is no query per row. */
    private static final double FEW_STATEMENTS = 10;

    PoolTooSmallRule() {
        super(
                FaultKind.POOL_TOO_SMALL,
                Node.POOL_SMALL,
                "threads wait for a connection for 10 s, every connection is out, and each comes back soon",
                "for 20 s; statements take what they took (without a past: 10 ms at most, ten in a checkout), checkouts became no more and no"
                        + " longer, none lasts 5 s, and the process itself was not held up");
    }

    @Override
    void examine(Evidence evidence, Findings findings, PoolHistory pool) {
        long since = pool.pendingSince();
        long end = evidence.endNanos();
        if (since < 0 || pool.maximum() <= 0 || end - since < 10 * S) {
            return;
        }
        double waiting = pool.pending().median(since, end);
        double out = pool.active().median(since, end);
        if (waiting < 1 || out < 0.8 * pool.maximum() || DatabaseRule.connectsFail(evidence, pool.target())) {
            return;
        }
        for (Hold hold : pool.longHolds()) {
            if (hold.stands() && hold.age() >= 5 * S) {
                return;
            }
        }
        double turnover = pool.checkouts().median(Math.max(since, end - 20 * S), end);
        boolean comeBack = pool.holds().median(Math.max(since, end - 20 * S), end) > 0;
        if (Double.isNaN(turnover) || turnover * pool.maximum() < 0.2 || !comeBack) {
            return; // waits end by giving up as well
        }
        StatementHistory statements = evidence.statementsOf(pool.target());
        Shift holds = Shift.of(pool.holds(), end, 20);
        Shift checkouts = Shift.of(pool.checkouts(), end, 2);
        ServiceTimes times = statements == null ? null : evidence.times(statements);
        if (times != null && times.mean().rose(2, 5)) {
            findings.ruleOut(
                    kind(),
                    "statements took " + StatementWords.millis(times.mean().now()) + " instead of "
                            + StatementWords.millis(times.mean().before()) + ".");
            return;
        }
        if (holds.rose(2, 20) || (times != null && times.perCheckout().rose(2, 3))) {
            findings.ruleOut(kind(), "connections were held for longer than before.");
            return;
        }
        if (checkouts.rose(1.5, 2)) {
            findings.ruleOut(
                    kind(),
                    "there were " + Math.round(checkouts.now()) + " checkouts a second instead of "
                            + Math.round(checkouts.before()) + ".");
            return;
        }
        boolean past = times != null && pastBefore(times, since);
        boolean quick = times != null && times.mean().now() <= QUICK_MILLIS;
        boolean few = times == null
                || Double.isNaN(times.perCheckout().now())
                || times.perCheckout().now() <= FEW_STATEMENTS;
        double longest = pool.holds().quantile(0.9, since, end);
        boolean high =
                (past || (quick && few)) && end - since >= 20 * S && longest < 5000 && evidence.unhindered(since, end);
        add(
                findings,
                Subject.pool(pool),
                since,
                2 * S,
                high ? Confidence.HIGH : past || (quick && few) ? Confidence.MEDIUM : Confidence.NONE,
                "For " + Words.span(end - since) + ", " + Math.round(waiting)
                        + " threads at a time waited for one of the " + pool.maximum() + " connections of "
                        + pool.name() + ", for up to "
                        + StatementWords.millis(pool.waits().highest(since, end))
                        + "; each came back within " + StatementWords.millis(longest)
                        + (times == null || Double.isNaN(times.mean().now())
                                ? "."
                                : ", and statements took "
                                        + StatementWords.millis(times.mean().now()) + "."),
                times == null
                        ? "the durations of statements: none was seen"
                        : "how long statements take, and how many checkouts there are, when nobody waits");
    }

    /** Whether statements were seen for a while before anybody had to wait. */
    private static boolean pastBefore(ServiceTimes times, long since) {
        return times.mean().hasPast() && times.mean().pastNanos() >= 20 * S && since >= 20 * S;
    }
}
