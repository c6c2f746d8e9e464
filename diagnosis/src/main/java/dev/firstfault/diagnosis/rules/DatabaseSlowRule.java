package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.LostTime;
import dev.firstfault.diagnosis.onset.ServiceTimes;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.StatementFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements of every shape take longer than they did, together and since the same moment. */
final class DatabaseSlowRule extends DatabaseRule {

    private static final String MISSING_PAST =
            "how long the same statements take on a good day: none was recorded before they were slow";

    DatabaseSlowRule() {
        super(
                FaultKind.DB_SLOW,
                Node.DATABASE_SLOW,
                "the mean duration of statements doubles, by 10 ms at least, and most shapes take part in it",
                "it trebles, by 20 ms at least, for 10 s, and hardly a statement fails; two shapes at least and four in five of all are slower, over a"
                        + " past of 5 s; the number of statements did not rise with it, and the process itself was not held up");
    }

    @Override
    void examine(Evidence evidence, Findings findings, StatementHistory history) {
        ServiceTimes times = evidence.times(history);
        Shift mean = times.mean();
        if (!mean.rose(2, 10)) {
            if (neverKnewBetter(evidence, history)) {
                withoutPast(evidence, findings, history, times);
            }
            return;
        }
        long since = mean.onset();
        LostTime lost = evidence.lostTime(since, evidence.endNanos());
        if (lost.mayExplain(mean.ratio())) {
            findings.ruleOut(kind(), "statements took longer, but " + lost.because() + ".");
            return;
        }
        int known = 0;
        int slower = 0;
        int steady = 0;
        int heldUp = 0;
        List<ServiceTimes.Change> changes = times.around(since);
        ServiceTimes.Change slowest = slowest(changes);
        for (ServiceTimes.Change change : changes) {
            boolean slow = change.slower(2, 5);
            boolean held = !slow && slowest != null && change.heldUpAs(slowest);
            known += change.known() ? 1 : 0;
            slower += slow || held ? 1 : 0;
            heldUp += held ? 1 : 0;
            steady += change.steady() && !held ? 1 : 0;
        }
        if (known == 0 && !changes.isEmpty()) {
            return; // what is slow was not asked for before
        }
        boolean lasting = evidence.endNanos() - since >= 10 * S;
        if (slower < 0.6 * known || (known > 0 && steady > 0.4 * known)) {
            if (slower >= 2 && lasting && mean.rose(5, 20)) {
                findings.addOpen(finding(
                        Subject.database(history.target()),
                        since,
                        SECONDS,
                        Confidence.NONE,
                        "Statements took " + StatementWords.millis(mean.now()) + " instead of "
                                + StatementWords.millis(mean.before()) + ", but only " + slower + " of " + known
                                + " shapes are slower, first " + StatementWords.sinceWords(evidence, since) + ".",
                        SlowQueryRule.MISSING_COMMON));
                return;
            }
            findings.ruleOut(
                    kind(),
                    steady + " of " + Words.count(known, "shape") + " of statements took no longer than before.");
            return;
        }
        boolean moreWork = times.load().rose(1.5, 2) || times.perCheckout().rose(2, 3);
        // Failures for want of time or of a connection leave retries behind, and these may be the load.
        boolean failing = count(lastEpisode(
                        evidence, history.failures().of(StatementFailure.TIMED_OUT, StatementFailure.CONNECTION_LOST)))
                >= 3;
        boolean high = mean.rose(3, 20)
                && lasting
                && known >= 2
                && slower >= 0.8 * known
                && heldUp <= 0.2 * known
                && !moreWork
                && !failing
                && evidence.unhindered(since, evidence.endNanos())
                && !connectsFail(evidence, history.target());
        String missing = known < 2
                ? "statements of another shape: whether all of the database is slow, or this one statement"
                : moreWork || failing
                        ? "whether the database would be fast under the load that it had before"
                        : lasting
                                ? "whether the server stands still now and then: its CPU quota, its disk, its own log"
                                : "more time: it began a moment ago";
        add(
                findings,
                Subject.database(history.target()),
                since,
                SECONDS,
                high ? Confidence.HIGH : Confidence.MEDIUM,
                "Statements took " + StatementWords.millis(mean.now()) + " instead of "
                        + StatementWords.millis(mean.before())
                        + (known > 1 ? ", " + slower + " of " + known + " shapes alike" : "") + ", first "
                        + StatementWords.sinceWords(evidence, since) + ".",
                missing);
    }

    /** Of the shapes that were executed before and after, the one that takes most time more. */
    private static ServiceTimes.@Nullable Change slowest(List<ServiceTimes.Change> changes) {
        ServiceTimes.Change slowest = null;
        for (ServiceTimes.Change change : changes) {
            boolean more = slowest == null || change.after() - change.before() > slowest.after() - slowest.before();
            slowest = change.known() && more ? change : slowest;
        }
        return slowest;
    }

    /** Where even the quickest of several statements takes long, no past is needed to call that slow, if not for sure. */
    private void withoutPast(Evidence evidence, Findings findings, StatementHistory history, ServiceTimes times) {
        double now = times.mean().now();
        if (Double.isNaN(now) || now < 20) {
            return;
        }
        List<ServiceTimes.Change> shapes = times.around(0);
        double quickest = Double.POSITIVE_INFINITY;
        for (ServiceTimes.Change change : shapes) {
            quickest = Math.min(quickest, change.after());
        }
        if (evidence.lostTime(0, evidence.endNanos()).notable()) {
            return;
        }
        boolean all = shapes.size() >= 2 && quickest >= 100;
        add(
                findings,
                Subject.database(history.target()),
                times.mean().onset(),
                SECONDS,
                all ? Confidence.MEDIUM : Confidence.NONE,
                "Statements took " + StatementWords.millis(now) + ", the quickest of "
                        + Words.count(shapes.size(), "shape") + " " + StatementWords.millis(quickest)
                        + ", since the first one.",
                MISSING_PAST);
    }
}
