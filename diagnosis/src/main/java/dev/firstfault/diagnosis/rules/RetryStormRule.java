package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.Outage;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;

/**
 * A short outage is over, and yet nothing recovers: each piece of work is tried several times, most attempts fail for want of
 * time, and no more work comes in than before. The attempts themselves are the load.
 */
final class RetryStormRule extends Rule {

    private static final long S = 1_000_000_000L;

    /** So long after the outage a process that could recover has done so. */
    private static final long AFTER = 15 * S;

    private static final long PAST = 8 * S;

    RetryStormRule() {
        super(
                FaultKind.RETRY_STORM,
                Node.RETRY_STORM,
                "no statement succeeded, or connections were lost, for two to thirty seconds; fifteen seconds later"
                        + " statements succeed again, yet a quarter of them or more fail, and each task takes twice as many"
                        + " attempts as before the outage; or bulks are refused"
                        + " since such an outage, no more come than before it, and half of the attempts repeat one",
                "executors show that no more tasks come than before, a few statements succeed, collections and CPU limit left"
                        + " the process its time; of bulks never: whether the server has its strength back is not seen from here");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        for (StatementHistory statements : evidence.statements()) {
            Outage outage = Outage.last(statements, evidence.connectsOf(statements.target()), evidence.endNanos());
            if (outage != null && evidence.endNanos() - outage.toNanos() >= AFTER && outage.fromNanos() >= PAST) {
                judge(evidence, findings, statements, outage);
            }
        }
        for (HttpHistory http : evidence.http()) {
            BulkStorm storm = BulkStorm.of(http, evidence.endNanos());
            if (storm != null) {
                add(
                        findings,
                        Subject.http(http),
                        storm.triggeredAt(),
                        2 * S,
                        Confidence.MEDIUM,
                        storm.words(),
                        "whether the server would take all if nothing were sent again for a minute");
            }
        }
    }

    private void judge(Evidence evidence, Findings findings, StatementHistory statements, Outage outage) {
        long end = evidence.endNanos();
        long from = outage.fromNanos();
        long since = outage.toNanos() + 5 * S;
        double tried = statements.ended().sum(since, end);
        double failing = statements.failed().sum(since, end) / Math.max(1, tried);
        double lately = statements.failed().sum(end - 10 * S, end);
        if (failing < 0.25 || lately < 3 || statements.failed().sum(0, from) > 0.05 * tried) {
            return;
        }
        double before = attempts(evidence, statements, 0, from);
        double now = attempts(evidence, statements, since, end);
        boolean again = now >= 2 * before;
        boolean flat = tasksFlat(evidence, outage);
        boolean answers = failing <= 0.98; // else nothing shows that the database could do the work
        boolean high =
                again && flat && answers && !evidence.lostTime(since, end).notable();
        boolean more = evidence.load().riseBefore(from) != null;
        if (!again) {
            return;
        }
        findings.add(new Finding(
                kind(),
                node(),
                Subject.database(statements.target()),
                from,
                2 * S,
                more ? Confidence.NONE : high ? Confidence.HIGH : Confidence.MEDIUM,
                high ? 0.9 : 0.65,
                "An outage of " + Words.span(outage.toNanos() - from) + " has been over for "
                        + Words.span(end - outage.toNanos()) + ", but each task takes " + Words.rate(now / before)
                        + " times as many attempts as before it, and " + Words.percent(failing)
                        + " of the statements fail: the retries are the load.",
                high
                        ? ""
                        : answers
                                ? "how many tasks come in, and how often each is tried"
                                : "whether the database would be fast under the load that it had before"));
    }

    /** Checkouts for each task done; where either is not seen, statements tried a second. */
    private static double attempts(Evidence evidence, StatementHistory statements, long from, long to) {
        double checkouts = 0;
        for (PoolHistory pool : evidence.pools().of(statements.target())) {
            checkouts += pool.checkouts().sum(from, to);
        }
        ExecutorHistory main = evidence.load().main();
        double tasks = main == null ? 0 : main.completed().sum(from, to);
        return checkouts > 0 && tasks >= 1
                ? checkouts / tasks
                : Math.max(0.01, statements.ended().median(from, to));
    }

    /** Whether the executor that works most is seen to get no more work after the outage than before. */
    private static boolean tasksFlat(Evidence evidence, Outage outage) {
        ExecutorHistory main = evidence.load().main();
        if (main == null) {
            return false;
        }
        double before = main.arrivals().median(Math.max(0, outage.fromNanos() - 60 * S), outage.fromNanos());
        return before >= 1 && main.arrivals().median(outage.toNanos(), evidence.endNanos()) <= 1.5 * before;
    }
}
