package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.LoadHistory.Rise;
import dev.firstfault.diagnosis.onset.Outage;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ExecutorKind;

/** More comes than before, and more than can be done, though nothing takes longer until every thread is busy. */
final class LoadSurgeRule extends Rule {

    private static final long S = 1_000_000_000L;

    /** Records are a second apart, and say what happened in the second before. */
    private static final long RECORD = 2 * S;

    /** All workers of a server may be taken for a moment. */
    private static final long TAKEN = 30 * S;

    /** Fewer tasks a second were no load that this one could be compared with. */
    private static final double USUAL = 0.5;

    private static final String MISSING =
            "how many clients come: requests a second at the load balancer or the callers," + " before and after";

    LoadSurgeRule() {
        super(
                FaultKind.LOAD_SURGE,
                Node.LOAD_SURGE,
                "tasks or checkouts a second are twice of what they were, and an executor or a pool cannot keep up since;"
                        + " or all workers of a server are taken",
                "the rise came before every thread was busy, work was refused or timed out since, and neither tasks nor"
                        + " statements took longer, nor failed, before; ten seconds of before are known");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        long end = evidence.endNanos();
        for (ExecutorHistory executor : evidence.executors()) {
            if (executor.kind() == ExecutorKind.SERVER) {
                server(evidence, findings, executor);
            } else if (evidence.load().matters(executor, end)
                    && (executor.overwhelmedSince(end) >= 0 || executor.strained(end))) {
                executor(evidence, findings, executor);
            }
        }
        for (PoolHistory pool : evidence.pools().all()) {
            long since = Overwhelmed.since(pool, end);
            Rise rise = since < 0 ? null : evidence.load().riseBefore(since);
            if (rise != null) {
                boolean refused = pool.timeoutCount() > 0;
                add(evidence, findings, Subject.pool(pool), rise.shift(), rise.words(), refused);
            } else if (since >= 0) {
                ruleOut(findings, Shift.of(pool.checkouts(), end, 2), "connections were taken from " + pool.name());
            }
        }
    }

    private void executor(Evidence evidence, Findings findings, ExecutorHistory executor) {
        long end = evidence.endNanos();
        Shift load = Shift.of(executor.arrivals(), end, 2);
        long saturated = executor.saturatedAt();
        long refusing = executor.refusingSince(end);
        long full = saturated >= 0 && (refusing < 0 || saturated < refusing) ? saturated : refusing;
        boolean rose = load.rose(2, 2) && load.pastNanos() >= 10 * S && load.before() >= USUAL;
        if (!rose) {
            ruleOut(findings, load, "tasks came to " + executor.name());
        } else if (load.onset() <= full + RECORD) {
            // Where a surge meets a process that had room, more is done as well: unlike of attempts that are made
            // again.
            double before = executor.completed().mean(0, load.onset());
            boolean more = executor.completed().mean(load.onset(), end) >= 1.3 * before;
            String words = Words.rate(load.now()) + " tasks a second came to " + executor.name() + ", "
                    + Words.rate(load.before()) + " before";
            add(evidence, findings, Subject.process(executor.name()), load, words, refusing >= 0 && more);
        } else {
            findings.ruleOut(
                    kind(), "more tasks came to " + executor.name() + " only after all of its threads were busy.");
        }
    }

    private void add(Evidence evidence, Findings findings, Subject subject, Shift load, String words, boolean refused) {
        String first = evidence.load().flat()
                ? "where the rest comes from: no more tasks came to the executor that works most"
                : before(evidence, load.onset());
        boolean lost = evidence.lostTime(load.onset() - 5 * S, load.onset()).notable();
        boolean high = first.isEmpty() && refused && !lost && load.pastNanos() >= 10 * S;
        Confidence confidence = !first.isEmpty() ? Confidence.NONE : high ? Confidence.HIGH : Confidence.MEDIUM;
        findings.add(new Finding(
                kind(),
                node(),
                subject,
                load.onset(),
                RECORD,
                confidence,
                high ? 0.9 : first.isEmpty() ? 0.6 : 0.3,
                words + ": " + Words.rate(load.ratio()) + " times as many, since "
                        + Words.span(evidence.endNanos() - load.onset()) + ", and nothing took longer before.",
                high ? "" : first.isEmpty() ? MISSING : first));
    }

    /** What took longer or failed before the load rose: then what comes in addition may be attempts. Empty if nothing. */
    private static String before(Evidence evidence, long onset) {
        long end = evidence.endNanos();
        for (StatementHistory statements : evidence.statements()) {
            Shift mean = Shift.of(statements.mean(), end, 5);
            if (mean.rose(2, 5) && mean.onset() < onset - RECORD) {
                return "statements to " + statements.target() + " took longer before more came";
            }
            Outage outage = Outage.last(statements, evidence.connectsOf(statements.target()), end);
            if (outage != null && outage.fromNanos() <= onset + RECORD && outage.toNanos() >= onset - 30 * S) {
                return "the database gave no answers before more came";
            }
            if (statements.failed().sum(onset - 20 * S, onset) >= 3) {
                return "statements to " + statements.target() + " failed before more came";
            }
        }
        for (HttpHistory http : evidence.http()) {
            long fails = http.failsSince(end);
            if (fails >= 0 && fails <= onset + RECORD && http.failsUntil(end) >= onset - 30 * S) {
                return http.target() + " refused or delayed requests before more came";
            }
        }
        for (ExecutorHistory executor : evidence.executors()) {
            if (executor.tookLonger(onset - 10 * S, onset, 2)) {
                return "tasks of " + executor.name() + " took longer before more came";
            }
        }
        return "";
    }

    /** A client of a server keeps its worker: how many come shows in how many are taken. */
    private void server(Evidence evidence, Findings findings, ExecutorHistory server) {
        long end = evidence.endNanos();
        long since = server.saturatedAt();
        long refusing = server.refusingSince(end);
        if (refusing < 0 && (since < 0 || end - since < TAKEN)) {
            return;
        }
        long at = since >= 0 && (refusing < 0 || since < refusing) ? since : refusing;
        int refused = server.refusedSince(at);
        boolean triesAgain = server.triesAgainSince(at);
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process(server.name()),
                at,
                5 * S,
                Confidence.MEDIUM,
                refused > 0 || triesAgain ? 0.65 : 0.5,
                "All " + Words.count(Math.max(server.maximum(), server.activeNow()), "worker") + " of " + server.name()
                        + " have been taken for " + Words.span(end - at)
                        + (refused > 0
                                ? "; " + Words.count(refused, "client") + " more were turned away."
                                : ": further clients wait and are not answered.")
                        + (triesAgain
                                ? " The thread that accepts clients tries each again and again, and accepts no other"
                                        + " meanwhile."
                                : ""),
                "what the workers of " + server.name()
                        + " do (jcmd <pid> Thread.print): whether clients are many, or each" + " is served slowly"));
    }

    private void ruleOut(Findings findings, Shift rate, String what) {
        if (rate.hasPast() && !rate.rose(1.5, 1)) {
            findings.ruleOut(
                    kind(),
                    "no more " + what + " than before: " + Words.rate(rate.now()) + " a second, "
                            + Words.rate(rate.before()) + " before.");
        }
    }
}
