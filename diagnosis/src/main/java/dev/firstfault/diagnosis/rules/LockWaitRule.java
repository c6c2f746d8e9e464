package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ServiceTimes;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.StatementFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Statements wait for locks that other transactions hold, or are chosen as the victims of deadlocks. */
final class LockWaitRule extends DatabaseRule {

    /** A statement that waits for so long while the database answers others at once waits for something else than work. */
    private static final long WAITS = 5 * S;

    private static final String MISSING =
            "what it waits for: SHOW ENGINE INNODB STATUS or pg_locks would tell a lock from a slow statement";

    LockWaitRule() {
        super(
                FaultKind.DB_LOCK_WAIT,
                Node.LOCK_WAIT,
                "statements fail on locks (1205, 1213, 40001, 40P01, 55P03), or writes run for 5 s while the same database"
                        + " answers others as ever",
                "three failed in the database's own words within minutes");
    }

    @Override
    void examine(Evidence evidence, Findings findings, StatementHistory history) {
        List<Signal> failed =
                lastEpisode(evidence, history.failures().of(StatementFailure.LOCK_TIMEOUT, StatementFailure.DEADLOCK));
        if (count(failed) >= 2) {
            failures(evidence, findings, history, failed);
        } else {
            waits(evidence, findings, history, failed);
        }
    }

    private void failures(Evidence evidence, Findings findings, StatementHistory history, List<Signal> failed) {
        long at = Long.MAX_VALUE;
        Set<String> shapes = new HashSet<>();
        for (Signal failure : failed) {
            // The wait began when the statement did.
            at = Math.min(at, failure.atNanos() - failure.durationNanos());
            shapes.add(StatementWords.shape(evidence, StatementWords.shapeId(failure)));
        }
        add(
                findings,
                Subject.database(history.target()),
                at,
                S,
                count(failed) >= 3 ? Confidence.HIGH : Confidence.MEDIUM,
                Words.count(count(failed), "statement") + " failed on locks that other transactions held"
                        + StatementWords.words(failed) + ", first " + StatementWords.sinceWords(evidence, at)
                        + "; most often "
                        + shapes.iterator().next() + ".",
                MISSING);
    }

    private void waits(Evidence evidence, Findings findings, StatementHistory history, List<Signal> failed) {
        Signal oldest = null;
        List<Signal> hanging = new ArrayList<>();
        for (Signal pending : history.pending()) {
            boolean stands = evidence.endNanos() - pending.atNanos() <= Math.max(6 * S, 2 * pending.durationNanos());
            if (stands && pending.durationNanos() >= WAITS) {
                if (oldest == null || start(pending) < start(oldest)) {
                    oldest = pending;
                }
                hanging.add(pending);
            }
        }
        if (oldest == null || !writes(evidence, oldest) || readsHangToo(evidence, hanging, start(oldest))) {
            return;
        }
        ServiceTimes times = evidence.times(history);
        boolean answersOthers = times.endedPerSecond() >= 1
                && !times.mean().rose(2, 10)
                && times.mean().hasPast()
                && !connectsFail(evidence, history.target());
        if (!answersOthers) {
            return;
        }
        add(
                findings,
                Subject.database(history.target()),
                start(oldest),
                S,
                poolsSuffer(evidence, history.target()) || !failed.isEmpty() || hanging.size() >= 2
                        ? Confidence.MEDIUM
                        : Confidence.NONE,
                StatementWords.shape(evidence, Signal.upper(oldest.v3())) + " ran for "
                        + Words.span(oldest.durationNanos())
                        + " while the database answered "
                        + Words.count(Math.round(times.endedPerSecond()), "other statement") + " a second.",
                MISSING);
    }

    /** Whether plain reads, which wait for no row's lock, fell silent at the same moment: then it is the peer, or the network. */
    private static boolean readsHangToo(Evidence evidence, List<Signal> hanging, long since) {
        for (Signal pending : hanging) {
            if (Math.abs(start(pending) - since) <= 2 * S && !writes(evidence, pending)) {
                return true;
            }
        }
        return false;
    }

    private static boolean writes(Evidence evidence, Signal pending) {
        Resource shape = evidence.timeline().resource(Signal.upper(pending.v3()));
        if (shape == null) {
            return false;
        }
        String text = shape.name().toLowerCase(Locale.ROOT);
        return !text.startsWith("select") || text.contains("for update") || text.contains("for share");
    }

    private static long start(Signal pending) {
        return pending.atNanos() - pending.durationNanos();
    }
}
