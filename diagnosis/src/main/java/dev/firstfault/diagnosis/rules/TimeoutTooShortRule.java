package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.FailureHistory;
import dev.firstfault.diagnosis.onset.ServiceTimes;
import dev.firstfault.diagnosis.onset.ShapeHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.StatementFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application gives up on a statement at its own limit, again and again, while the database works as ever. */
final class TimeoutTooShortRule extends DatabaseRule {

    TimeoutTooShortRule() {
        super(
                FaultKind.TIMEOUT_TOO_SHORT,
                Node.TIMEOUT_SHORT,
                "statements of one shape fail after the same time, at the limit set for them, and others do not",
                "three did within a minute of each other, four in five of that shape; it never took less than a third of"
                        + " the limit before, and other shapes take what they took");
    }

    @Override
    void examine(Evidence evidence, Findings findings, StatementHistory history) {
        List<Signal> failed = lastEpisode(evidence, forWantOfTime(history));
        if (count(failed) < 2) {
            return;
        }
        long id = StatementWords.shapeId(failed.get(failed.size() - 1));
        List<Signal> alike = new ArrayList<>();
        for (Signal failure : failed) {
            if (StatementWords.shapeId(failure) == id && atTheLimit(failure, failed)) {
                alike.add(failure);
            }
        }
        if (count(alike) < 0.8 * count(failed)) {
            return; // whatever makes all of them late, it is not the limit of one
        }
        Resource text = evidence.timeline().resource(id);
        long first = alike.get(0).atNanos() - alike.get(0).durationNanos();
        double limit = alike.get(0).durationNanos() / 1e6;
        double succeeded = 0;
        double quickest = Double.NaN;
        double others = 0;
        for (ShapeHistory shape : history.shapes()) {
            if (text != null && shape.text().equals(text.name())) {
                succeeded = shape.ended().sum(0, evidence.endNanos())
                        - shape.failed().sum(0, evidence.endNanos());
                quickest = shape.mean().quantile(0.05, 0, evidence.endNanos());
            } else {
                others += shape.ended().sum(first, evidence.endNanos());
            }
        }
        boolean neverQuick = Double.isNaN(quickest) || quickest >= 0.3 * limit;
        boolean mostFail = succeeded <= 0.25 * count(alike);
        if (!neverQuick && !mostFail) {
            return;
        }
        boolean fineOtherwise = others >= 3 && othersSteady(evidence, history, first, text);
        boolean stopped = FailureHistory.reason(alike.get(0)) == StatementFailure.TIMED_OUT;
        boolean high = count(alike) >= 3
                && stopped
                && neverQuick
                && mostFail
                && fineOtherwise
                && evidence.unhindered(first, evidence.endNanos());
        add(
                findings,
                Subject.database(history.target()),
                first,
                0,
                high ? Confidence.HIGH : neverQuick && fineOtherwise ? Confidence.MEDIUM : Confidence.NONE,
                StatementWords.shape(evidence, id) + " failed " + Words.count(count(alike), "time") + " after "
                        + Words.span(alike.get(0).durationNanos())
                        + (stopped
                                ? ", the limit set for it"
                                : ", past the limit of "
                                        + StatementWords.millis(FailureHistory.limitMillis(alike.get(0)))
                                        + " set for it")
                        + StatementWords.words(alike) + ", while the database answered other statements as ever.",
                "how long the statement takes when nothing stops it");
    }

    /** Those that say so, and those that failed past their limit in other words, as when the driver could not stop them. */
    private static List<Signal> forWantOfTime(StatementHistory history) {
        List<Signal> failed = new ArrayList<>();
        for (Signal failure : history.failures().of(StatementFailure.TIMED_OUT, StatementFailure.OTHER)) {
            if (FailureHistory.reason(failure) == StatementFailure.TIMED_OUT || FailureHistory.pastLimit(failure)) {
                failed.add(failure);
            }
        }
        return failed;
    }

    /** Whether no other shape takes longer than before the first of the failures. */
    private static boolean othersSteady(
            Evidence evidence, StatementHistory history, long first, @Nullable Resource except) {
        for (ServiceTimes.Change change : evidence.times(history).around(first)) {
            boolean other = except == null || !change.shape().text().equals(except.name());
            if (other && change.slower(2, 10)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a failure came as the limit passed; where the limit is not known, as late as the others. */
    private static boolean atTheLimit(Signal failure, List<Signal> failed) {
        double limit = FailureHistory.limitMillis(failure) * 1e6;
        if (FailureHistory.reason(failure) != StatementFailure.TIMED_OUT) {
            return failure.durationNanos() >= 0.9 * limit;
        }
        if (limit <= 0) {
            limit = failed.get(0).durationNanos();
        }
        return failure.durationNanos() >= 0.9 * limit && failure.durationNanos() <= 1.3 * limit + S / 4;
    }
}
