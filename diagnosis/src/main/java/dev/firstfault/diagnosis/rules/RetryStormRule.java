package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.FailureHistory;
import dev.firstfault.diagnosis.onset.LoadHistory.Rise;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.StatementFailure;
import org.jspecify.annotations.Nullable;

/**
 * A short outage is over, and yet nothing recovers: attempts have multiplied, most fail for want of time, and no more work
 * comes in than before. The attempts themselves are the load.
 */
final class RetryStormRule extends Rule {

    private static final long S = 1_000_000_000L;

    /** An outage that lasts longer is no blip. */
    private static final long BLIP = 30 * S;

    /** So long after the outage a process that could recover has done so. */
    private static final long AFTER = 15 * S;

    private static final long PAST = 10 * S;

    RetryStormRule() {
        super(
                FaultKind.RETRY_STORM,
                Node.RETRY_STORM,
                "connections failed or were lost for thirty seconds at most; fifteen seconds after the last of them,"
                        + " connections open again, yet twice as many statements are tried as before the first, and a"
                        + " third of them fail for want of time",
                "half of them fail, and executors show that no more tasks come than before");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        for (StatementHistory statements : evidence.statements()) {
            Outage outage = Outage.of(evidence, statements);
            if (outage != null) {
                judge(evidence, findings, statements, outage);
            }
        }
    }

    private void judge(Evidence evidence, Findings findings, StatementHistory statements, Outage outage) {
        long end = evidence.endNanos();
        double before = statements.ended().median(Math.max(0, outage.from - 60 * S), outage.from - S);
        boolean past = statements.ended().known(0, outage.from) >= PAST && before > 0;
        double now = statements.ended().median(end - PAST, end);
        double failing = statements.failed().sum(end - PAST, end)
                / Math.max(1, statements.ended().sum(end - PAST, end));
        if (!past || !(now >= 2 * before) || failing < 0.33) {
            return;
        }
        Rise rise = evidence.load().riseBefore(outage.from);
        boolean arrivals = rise == null && tasksFlat(evidence, outage);
        boolean high = failing >= 0.5 && arrivals && outage.opens;
        findings.add(new Finding(
                kind(),
                node(),
                Subject.database(statements.target()),
                outage.from,
                S,
                rise != null ? Confidence.NONE : high ? Confidence.HIGH : Confidence.MEDIUM,
                high ? 0.9 : 0.55,
                "An outage of " + Words.span(outage.to - outage.from) + " has been over for "
                        + Words.span(end - outage.to) + ", but " + Words.rate(now)
                        + " statements a second are tried, " + Words.rate(before) + " before it, and "
                        + Words.percent(failing) + " of them fail: the retries are the load.",
                high ? "" : "how many tasks come in, and how often each is tried"));
    }

    /** Whether executors are seen, and got no more work after the outage than before. */
    private static boolean tasksFlat(Evidence evidence, Outage outage) {
        boolean seen = false;
        for (ExecutorHistory executor : evidence.executors()) {
            double before = executor.arrivals().median(Math.max(0, outage.from - 60 * S), outage.from);
            double now = executor.arrivals().median(outage.to, evidence.endNanos());
            if (before >= 1) {
                seen = true;
                if (now > 1.5 * before) {
                    return false;
                }
            }
        }
        return seen;
    }

    /** The failures that only the other side or the way to it can bring about, of one target, from first to last. */
    private static final class Outage {

        private final long from;
        private final long to;
        private final boolean opens;

        private Outage(long from, long to, boolean opens) {
            this.from = from;
            this.to = to;
            this.opens = opens;
        }

        /** The last one, where it was short and has been over for long enough; else null. */
        static @Nullable Outage of(Evidence evidence, StatementHistory statements) {
            long from = Long.MAX_VALUE;
            long to = -1;
            for (Signal signal : statements.failures().of(StatementFailure.CONNECTION_LOST)) {
                from = Math.min(from, signal.atNanos());
                to = Math.max(to, signal.atNanos());
            }
            boolean opens = false;
            for (ConnectHistory connects : evidence.connects()) {
                if (connects.target().equals(statements.target())) {
                    for (Signal signal : connects.trouble()) {
                        from = Math.min(from, signal.atNanos() - signal.durationNanos());
                        to = Math.max(to, signal.atNanos());
                    }
                    opens = connects.lastSuccess() > to;
                }
            }
            // Statements that ran out of time during an outage of the way are the first to show it.
            for (Signal signal : statements.failures().of(StatementFailure.TIMED_OUT)) {
                if (to >= 0 && signal.atNanos() < from && from - signal.atNanos() <= BLIP) {
                    from = signal.atNanos();
                }
            }
            boolean over = to >= 0 && evidence.endNanos() - to >= AFTER;
            boolean goesOn = FailureHistory.count(statements.failures().of(StatementFailure.TIMED_OUT)) > 0;
            return over && goesOn && to - from <= BLIP ? new Outage(Math.max(0, from), to, opens) : null;
        }
    }
}
