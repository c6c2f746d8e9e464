package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.CheckoutHistory;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.ServiceTimes;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.Signal;

/** Every request executes one statement over and over: a query for each row of another. */
final class QueryPerRowRule extends DatabaseRule {

    QueryPerRowRule() {
        super(
                FaultKind.N_PLUS_ONE,
                Node.QUERY_PER_ROW,
                "checkouts execute three times as many statements as they did, eight more at least, most of one shape, and"
                        + " take twice as long or leave others waiting",
                "for 10 s; all checkouts alike and not a few long ones, seven tenths of one shape, each as quick as before");
    }

    @Override
    void examine(Evidence evidence, Findings findings, StatementHistory history) {
        CheckoutHistory checkouts = history.checkouts();
        ServiceTimes times = evidence.times(history);
        Shift per = times.perCheckout();
        if (Double.isNaN(per.now()) || checkouts.all().isEmpty()) {
            return;
        }
        boolean risen = per.rose(3, 8);
        boolean large = per.now() > 10 && neverKnewBetter(evidence, history);
        if (!risen && !large) {
            return;
        }
        long since = risen ? per.onset() : checkouts.all().get(0).atNanos() - S;
        Signal busiest = null;
        double share = 0;
        for (Signal record : checkouts.all()) {
            if (record.atNanos() > since && Signal.upper(record.v2()) > 0) {
                busiest = record;
                share = Math.max(share, Signal.lower(record.v2()) / (double) Signal.upper(record.v2()));
            }
        }
        double most = checkouts.busiest().median(since, evidence.endNanos());
        if (busiest == null || share < 0.5) {
            return;
        }
        boolean slow = slower(times, since);
        boolean alike = per.now() >= 0.4 * most;
        boolean longer = longerHolds(evidence, history.target());
        boolean suffers = poolsSuffer(evidence, history.target());
        if (!suffers && !alike) {
            return;
        }
        boolean high = risen
                && (suffers || longer)
                && alike
                && !slow
                && share >= 0.7
                && evidence.endNanos() - since >= 10 * S
                && evidence.unhindered(since, evidence.endNanos());
        String at = StatementWords.applicationFrame(busiest.error());
        add(
                findings,
                Subject.database(history.target()),
                since,
                SECONDS,
                high
                        ? Confidence.HIGH
                        : alike && !slow && (risen || (suffers && share >= 0.7 && per.now() >= 20))
                                ? Confidence.MEDIUM
                                : Confidence.NONE,
                "Each checkout executed " + Math.round(per.now()) + " statements"
                        + (risen ? " instead of " + Math.round(per.before()) : "") + ", first "
                        + StatementWords.sinceWords(evidence, since) + ", most of them "
                        + StatementWords.shape(evidence, Signal.upper(busiest.v3()))
                        + (at.isEmpty() ? "" : " at " + at) + ".",
                risen
                        ? "whether each of the statements is as quick as it was"
                        : "how many statements a request needs when all is well: none was recorded");
    }

    /** Whether the statements themselves take longer, shape by shape: their mean moves with what is executed most. */
    private static boolean slower(ServiceTimes times, long since) {
        int known = 0;
        int slower = 0;
        for (ServiceTimes.Change change : times.around(since)) {
            known += change.known() ? 1 : 0;
            slower += change.slower(2, 5) ? 1 : 0;
        }
        return known == 0 ? times.mean().rose(2, 5) : 2 * slower >= known;
    }

    private static boolean longerHolds(Evidence evidence, String target) {
        for (PoolHistory pool : evidence.pools().of(target)) {
            if (Shift.of(pool.holds(), evidence.endNanos(), 10).rose(2, 10)) {
                return true;
            }
        }
        return false;
    }
}
