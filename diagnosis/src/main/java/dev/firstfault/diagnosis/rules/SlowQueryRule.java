package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ServiceTimes;
import dev.firstfault.diagnosis.onset.ServiceTimes.Change;
import dev.firstfault.diagnosis.onset.ShapeHistory;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.StatementFailure;
import java.util.List;

/** One shape of statements, or few of many, takes longer than it did, while the others do not. */
final class SlowQueryRule extends DatabaseRule {

    private static final String MISSING =
            "the database's plan and lock waits for this statement (EXPLAIN, SHOW ENGINE INNODB STATUS, pg_locks)";

    static final String MISSING_COMMON =
            "what the slow statements have in common: a table, a lock, or a server that stands still now and then and"
                    + " delays whoever comes first";

    SlowQueryRule() {
        super(
                FaultKind.SLOW_QUERY,
                Node.QUERY_SLOW,
                "a shape of statements takes five times what it took, by 100 ms at least, and others do not; or three times, by 50 ms,"
                        + " while threads wait for a connection",
                "it takes five times as long, by 100 ms at least, for 10 s; two other shapes take what they took; it reads only, and no statement failed on a lock");
    }

    @Override
    void examine(Evidence evidence, Findings findings, StatementHistory history) {
        ServiceTimes times = evidence.times(history);
        Suspect worst = null;
        for (ShapeHistory shape : history.shapes()) {
            Shift shift = Shift.of(shape.mean(), evidence.endNanos(), 20);
            boolean fails = shape.failed().sum(shift.onset(), evidence.endNanos())
                    >= 0.5 * shape.ended().sum(shift.onset(), evidence.endNanos());
            boolean often =
                    shape.executionsSince(shift.onset() - S) >= 5 && evidence.endNanos() - shift.onset() >= 8 * S;
            // Less may be the ups and downs of a batch, unless somebody waits for it.
            boolean enough = shift.rose(5, 100) || poolsSuffer(evidence, history.target());
            if (often && enough && !fails && shift.rose(3, 50)) {
                double takes = shift.now() * shape.ended().median(shift.onset(), evidence.endNanos());
                if (worst == null || takes > worst.takes) {
                    worst = new Suspect(shape, shift, takes);
                }
            }
        }
        if (worst != null) {
            examine(evidence, findings, history, times, worst);
        } else if (neverKnewBetter(evidence, history)) {
            withoutPast(evidence, findings, history, times);
        }
    }

    /** Where one shape has always taken ten times as long as the others, and most of the time, it is the suspect. */
    private void withoutPast(Evidence evidence, Findings findings, StatementHistory history, ServiceTimes times) {
        Change worst = null;
        double all = 0;
        double most = 0;
        for (Change change : times.around(0)) {
            double takes = change.after() * change.shape().ended().sum(0, evidence.endNanos());
            all += takes;
            if (takes > most) {
                most = takes;
                worst = change;
            }
        }
        if (worst == null || most < 0.7 * all || worst.after() < 100) {
            return;
        }
        double ended = worst.shape().ended().sum(0, evidence.endNanos());
        if (worst.shape().failed().sum(0, evidence.endNanos()) >= 0.5 * ended) {
            return; // how long it would take is not known: it is stopped before
        }
        int quicker = 0;
        for (Change change : times.around(0)) {
            quicker += change.after() <= worst.after() / 10 ? 1 : 0;
        }
        if (quicker == 0 || evidence.lostTime(0, evidence.endNanos()).notable()) {
            return;
        }
        add(
                findings,
                Subject.database(history.target()),
                worst.shape().mean().at(0),
                WINDOWS,
                worst.shape().readsOnly() ? Confidence.MEDIUM : Confidence.NONE,
                StatementWords.quoted(worst.shape().text()) + " took " + StatementWords.millis(worst.after()) + " and "
                        + Words.percent(most / all) + " of the time of all statements since the first one; "
                        + Words.count(quicker, "other shape") + " took a tenth of that at most.",
                MISSING);
    }

    private void examine(
            Evidence evidence, Findings findings, StatementHistory history, ServiceTimes times, Suspect suspect) {
        long since = suspect.shift.onset();
        int steady = 0;
        int slower = 0;
        int alike = 0;
        int known = 0;
        boolean seen = false;
        List<Change> changes = times.around(since);
        Change slow = changes.stream()
                .filter(change -> change.shape() == suspect.shape)
                .findAny()
                .orElse(null);
        for (Change change : changes) {
            if (change.shape() != suspect.shape && change.known()) {
                boolean heldUp = slow != null && change.heldUpAs(slow);
                known++;
                steady += change.steady() && !heldUp ? 1 : 0;
                seen |= change.steady() && change.shape().executionsSince(since) >= 1;
                slower += change.slower(2, 5) && change.after() - change.before() >= 0.1 * suspect.rise() ? 1 : 0;
                alike += heldUp || (change.slower(3, 5) && change.after() - change.before() >= 0.5 * suspect.rise())
                        ? 1
                        : 0;
            }
        }
        if (known == 0 || steady == 0 || slower >= 0.5 * known) {
            return;
        }
        if (evidence.lostTime(since, evidence.endNanos()).mayExplain(suspect.shift.ratio())) {
            return;
        }
        boolean locks = !lastEpisode(
                        evidence, history.failures().of(StatementFailure.LOCK_TIMEOUT, StatementFailure.DEADLOCK))
                .isEmpty();
        boolean high = suspect.shift.rose(5, 100)
                && evidence.endNanos() - since >= 10 * S
                && steady >= 2
                && seen
                && slower == 0
                && suspect.shape.readsOnly()
                && !locks
                && evidence.unhindered(since, evidence.endNanos());
        add(
                findings,
                Subject.database(history.target()),
                since,
                WINDOWS,
                high ? Confidence.HIGH : alike > 0 ? Confidence.NONE : Confidence.MEDIUM,
                StatementWords.quoted(suspect.shape.text()) + " took " + StatementWords.millis(suspect.shift.now())
                        + " instead of "
                        + StatementWords.millis(suspect.shift.before()) + ", first "
                        + StatementWords.sinceWords(evidence, since) + "; "
                        + Words.count(steady, "other shape") + " of statements took what they took before"
                        + (alike > 0 ? ", but " + Words.count(alike, "shape") + " became as slow." : "."),
                alike > 0 ? MISSING_COMMON : MISSING);
    }

    private static final class Suspect {
        private final ShapeHistory shape;
        private final Shift shift;
        private final double takes;

        Suspect(ShapeHistory shape, Shift shift, double takes) {
            this.shape = shape;
            this.shift = shift;
            this.takes = takes;
        }

        double rise() {
            return shift.now() - shift.before();
        }
    }
}
