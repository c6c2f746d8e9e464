package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ExecutorKind;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of an executor that cannot keep up take longer than before, though no more come. What they call is named where it
 * was seen to become slow first; why it did, the rules on databases may know better.
 */
final class SlowDownstreamRule extends Rule {

    private static final long S = 1_000_000_000L;
    private static final long RECORD = 2 * S;

    SlowDownstreamRule() {
        super(
                FaultKind.SLOW_DOWNSTREAM,
                Node.DEPENDENCY_SLOW,
                "tasks of an executor that cannot keep up take 2.5 times as long as before, no more come, and what they"
                        + " call takes longer since then or before",
                "never: what makes the other side slow is not seen from here");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        long end = evidence.endNanos();
        for (ExecutorHistory executor : evidence.executors()) {
            boolean copes = executor.overwhelmedSince(end) < 0 && !executor.strained(end);
            if (executor.kind() == ExecutorKind.SERVER
                    || copes
                    || !evidence.load().matters(executor, end)) {
                continue;
            }
            long full = full(executor, end);
            double before = executor.serviceMillis(0, full);
            double since = executor.serviceMillis(full, end);
            String times = (since > 0 ? Words.span((long) (since * 1e6)) : "so long that none has ended") + ", "
                    + (before >= 1 ? Words.span((long) (before * 1e6)) : "next to nothing") + " before";
            if (executor.tookLonger(full, end, 2.5)) {
                judge(evidence, findings, executor, full, times);
            } else if (before > 0 && since > 0) {
                findings.ruleOut(kind(), "tasks of " + executor.name() + " take no longer than before: " + times + ".");
            }
        }
    }

    private static long full(ExecutorHistory executor, long end) {
        long saturated = executor.saturatedAt();
        long refusing = executor.refusingSince(end);
        return saturated < 0 || (refusing >= 0 && refusing < saturated) ? refusing : saturated;
    }

    private void judge(Evidence evidence, Findings findings, ExecutorHistory executor, long full, String times) {
        long end = evidence.endNanos();
        double ratio = executor.serviceMillis(full, end) / executor.serviceMillis(0, full);
        Shift load = Shift.of(executor.arrivals(), end, 2);
        boolean more = load.rose(2, 2) && load.onset() < full + RECORD;
        boolean lost = evidence.lostTime(full, end).mayExplain(Double.isNaN(ratio) ? Double.MAX_VALUE : ratio);
        Subject named = named(evidence, full);
        boolean medium = named != null && !more && !lost;
        long at = named == null ? full : onset(evidence, named, full);
        String slower = "Tasks of " + executor.name() + " take " + times + ", and "
                + (more ? "more come than before." : "no more come than before.");
        findings.add(new Finding(
                kind(),
                node(),
                named == null ? Subject.process(executor.name()) : named,
                at,
                Math.max(5 * S, full - at), // it took effect when the threads ran out
                medium ? Confidence.MEDIUM : Confidence.NONE,
                medium ? 0.55 : 0.35,
                named == null ? slower : "What " + named.name() + " is asked for takes longer than before. " + slower,
                named == null
                        ? "what the workers of " + executor.name() + " wait for (jcmd <pid> Thread.print, twice)"
                        : "why " + named.name() + " is slow: its own figures from " + Words.span(end - at)
                                + " before the end on"));
    }

    /** The database or server whose answers, or the pool whose connections, took longer before the threads ran out. */
    private static @Nullable Subject named(Evidence evidence, long full) {
        long end = evidence.endNanos();
        for (StatementHistory statements : evidence.statements()) {
            Shift mean = Shift.of(statements.mean(), end, 5);
            if (mean.rose(2, 5) && mean.onset() <= full + RECORD) {
                return Subject.database(statements.target());
            }
        }
        for (HttpHistory http : evidence.http()) {
            Shift mean = Shift.of(http.mean(), end, 5);
            if (mean.rose(2, 5) && mean.onset() <= full + RECORD) {
                return Subject.http(http);
            }
        }
        for (PoolHistory pool : evidence.pools().all()) {
            boolean blind = evidence.statementsOf(pool.target()) == null;
            Shift holds = Shift.of(pool.holds(), end, 10);
            if (blind && holds.rose(2, 10) && holds.onset() <= full + RECORD) {
                return Subject.pool(pool);
            }
        }
        return null;
    }

    private static long onset(Evidence evidence, Subject named, long full) {
        PoolHistory pool = named.pool();
        StatementHistory statements = evidence.statementsOf(named.database());
        HttpHistory http = named.http();
        if (http != null) {
            return Math.min(Shift.of(http.mean(), evidence.endNanos(), 5).onset(), full);
        }
        long at = pool != null
                ? Shift.of(pool.holds(), evidence.endNanos(), 10).onset()
                : statements == null
                        ? full
                        : Shift.of(statements.mean(), evidence.endNanos(), 5).onset();
        return Math.min(at, full);
    }
}
