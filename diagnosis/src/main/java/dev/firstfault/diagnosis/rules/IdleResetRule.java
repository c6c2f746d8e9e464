package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.FailureHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.StatementFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Connections are lost on their first use after some idleness, again and again; those in use never are. */
final class IdleResetRule extends Rule {

    private static final long S = 1_000_000_000L;

    /** A connection that was idle for less is in use. */
    private static final int IDLE_MILLIS = 5000;

    /** Losses closer together than this are one event. */
    private static final long SAME_EVENT = 5 * S;

    private static final long RECENT = 600 * S;

    IdleResetRule() {
        super(
                FaultKind.IDLE_RESET,
                Node.IDLE_RESET,
                "statements lost their connection at three moments or more, each time one that had been idle for five"
                        + " seconds at least, and none that was in use",
                "never: where the limit on idleness is set, on the way or in the server, is not seen from here");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        for (StatementHistory statements : evidence.statements()) {
            List<Signal> lost = new ArrayList<>();
            for (Signal signal : statements.failures().of(StatementFailure.CONNECTION_LOST)) {
                Resource shape = evidence.timeline().resource(Signal.upper(signal.v3()));
                if (evidence.endNanos() - signal.atNanos() <= RECENT && !test(shape == null ? "" : shape.name())) {
                    lost.add(signal);
                }
            }
            int events = 0;
            int least = Integer.MAX_VALUE;
            long last = Long.MIN_VALUE;
            for (Signal signal : lost) {
                events += last == Long.MIN_VALUE || signal.atNanos() - last > SAME_EVENT ? 1 : 0;
                last = signal.atNanos();
                least = Math.min(least, FailureHistory.idleMillis(signal));
            }
            if (events >= 3 && least >= IDLE_MILLIS) {
                findings.add(new Finding(
                        kind(),
                        node(),
                        Subject.database(statements.target()),
                        lost.get(0).atNanos(),
                        0,
                        Confidence.MEDIUM,
                        0.6,
                        Words.count(FailureHistory.count(lost), "statement") + " to " + statements.target()
                                + " lost their connection on its first use after " + Words.span(least * 1_000_000L)
                                + " of idleness or more, at " + events
                                + " different times; connections in use were not lost.",
                        "the limits on idle connections: of the server (wait_timeout, tcp_keepalives_idle), of balancers"
                                + " and firewalls on the way"));
            }
        }
    }

    /** Whether a pool tests its connections with such a statement: then it finds lost ones before they do harm. */
    private static boolean test(String shape) {
        String text = shape.toLowerCase(Locale.ROOT);
        return !text.isEmpty() && text.contains("select") && !text.contains(" from ");
    }
}
