package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.FailureHistory;
import dev.firstfault.diagnosis.onset.ShapeHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.StatementFailure;
import java.util.ArrayList;
import java.util.List;

/** One request fails, is tried again, and fails in the same words, for ever. */
final class PoisonRequestRule extends DatabaseRule {

    private static final int MANY = 5;

    PoisonRequestRule() {
        super(
                FaultKind.POISON_REQUEST,
                Node.POISON_REQUEST,
                "one statement fails again and again in exactly the same words, and no other does",
                "five times over 10 s, up to the end, and it never succeeded in between");
    }

    @Override
    void examine(Evidence evidence, Findings findings, StatementHistory history) {
        List<Signal> failed =
                lastEpisode(evidence, history.failures().of(StatementFailure.OTHER, StatementFailure.CONSTRAINT));
        if (count(failed) < MANY) {
            return;
        }
        Signal last = failed.get(failed.size() - 1);
        ErrorDetail words = last.error();
        List<Signal> same = new ArrayList<>();
        for (Signal failure : failed) {
            ErrorDetail other = failure.error();
            boolean alike = StatementWords.shapeId(failure) == StatementWords.shapeId(last);
            if (alike && (words == null || other == null || words.message().equals(other.message()))) {
                same.add(failure);
            }
        }
        if (pastTheirLimit(same)) {
            return; // their time was over: what they say is how the driver, or the server, stopped them
        }
        long first = same.get(0).atNanos();
        long span = last.atNanos() - first;
        if (count(same) < MANY || count(same) < 0.8 * count(failed) || span < 10 * S) {
            return;
        }
        Resource text = evidence.timeline().resource(StatementWords.shapeId(last));
        double succeeded = 0;
        boolean seen = false;
        for (ShapeHistory shape : history.shapes()) {
            if (text != null && shape.text().equals(text.name())) {
                seen = true;
                succeeded = shape.ended().sum(first, evidence.endNanos())
                        - shape.failed().sum(first, evidence.endNanos());
            }
        }
        boolean never = seen && succeeded < 1;
        boolean others = history.ended().sum(first, evidence.endNanos())
                >= history.failed().sum(first, evidence.endNanos()) + 1;
        add(
                findings,
                Subject.database(history.target()),
                first,
                0,
                never && others && words != null && !likeALimit(same) ? Confidence.HIGH : Confidence.MEDIUM,
                StatementWords.shape(evidence, StatementWords.shapeId(last)) + " failed "
                        + Words.count(count(same), "time") + " in the same words over " + Words.span(span)
                        + StatementWords.words(same) + "; other statements succeeded.",
                "whether it is the same request that is tried again, by the application's log");
    }

    private static boolean pastTheirLimit(List<Signal> failures) {
        for (Signal failure : failures) {
            if (!FailureHistory.pastLimit(failure)) {
                return false;
            }
        }
        return true;
    }

    /** Whether all took about the same time, and long: as what is stopped at a limit does, whatever it says. */
    private static boolean likeALimit(List<Signal> failures) {
        long least = Long.MAX_VALUE;
        long most = 0;
        for (Signal failure : failures) {
            least = Math.min(least, failure.durationNanos());
            most = Math.max(most, failure.durationNanos());
        }
        return least >= S / 2 && most <= least + least / 5;
    }
}
