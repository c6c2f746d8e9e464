package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.FailureHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StatementFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Connections that were open were dead when they were used, while the database answers new ones. */
final class StaleConnectionsRule extends DatabaseRule {

    StaleConnectionsRule() {
        super(
                FaultKind.STALE_CONNECTIONS,
                Node.STALE_CONNECTIONS,
                "statements fail because their connection is gone, while no connect fails",
                "three failed within a minute, connects succeeded since, and none failed");
    }

    @Override
    void examine(Evidence evidence, Findings findings, StatementHistory history) {
        List<Signal> lost = new ArrayList<>();
        for (Signal failure : history.failures().of(StatementFailure.CONNECTION_LOST)) {
            if (!validates(evidence, failure)) {
                lost.add(failure);
            }
        }
        lost = lastEpisode(evidence, lost);
        if (count(lost) < 2) {
            return;
        }
        long first = lost.get(0).atNanos();
        long last = lost.get(lost.size() - 1).atNanos();
        int opened = 0;
        int failed = 0;
        ConnectHistory connects = evidence.connectsOf(history.target());
        if (connects != null) {
            for (Signal signal : connects.signals()) {
                boolean since = signal.atNanos() >= first - 2 * S;
                opened += since && signal.kind() == SignalKind.CONNECT_SUCCEEDED ? signal.count() : 0;
                failed += since
                                && (signal.kind() == SignalKind.CONNECT_FAILED
                                        || signal.kind() == SignalKind.CONNECT_PENDING)
                        ? signal.count()
                        : 0;
            }
        }
        if (failed > 0) {
            findings.ruleOut(
                    kind(),
                    "new connections failed as well, " + Words.count(failed, "time") + ": the server was not there.");
            return;
        }
        boolean burst = count(lost) >= 3 && lost.size() >= 2 && last - first <= RECENT;
        add(
                findings,
                Subject.database(history.target()),
                first,
                0,
                burst && opened > 0 ? Confidence.HIGH : Confidence.MEDIUM,
                Words.count(count(lost), "statement") + " failed because the connection was gone, most after "
                        + Words.span(medianIdle(lost)) + " unused" + StatementWords.words(lost) + ", first "
                        + StatementWords.sinceWords(evidence, first) + "; "
                        + (opened > 0
                                ? Words.count(opened, "new connection") + " could be opened since."
                                : "no new one was tried."),
                "a new connection: whether the database still accepts any");
    }

    private static long medianIdle(List<Signal> lost) {
        long[] idle = new long[lost.size()];
        for (int i = 0; i < idle.length; i++) {
            idle[i] = FailureHistory.idleMillis(lost.get(i));
        }
        Arrays.sort(idle);
        return idle[idle.length / 2] * 1_000_000L;
    }

    /** A pool asks a connection whether it lives, and replaces it: nobody but the pool hears the answer. */
    private static boolean validates(Evidence evidence, Signal failure) {
        Resource shape = evidence.timeline().resource(StatementWords.shapeId(failure));
        if (shape == null) {
            return false;
        }
        String text = shape.name().toLowerCase(Locale.ROOT).trim();
        return (text.startsWith("select") && (!text.contains(" from ") || text.endsWith(" from dual")))
                || text.startsWith("values")
                || text.startsWith("/* ping */")
                || text.isEmpty();
    }
}
