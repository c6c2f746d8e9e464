package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ShapeHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.StatementFailure;
import java.util.List;

/** The database takes no writes any more: a replica, or a server after a failover. */
final class ReadOnlyRule extends DatabaseRule {

    /** MySQL's words for a server that runs with --read-only; 1792 and 25006 may be a transaction of the application's own. */
    private static final int OPTION_PREVENTS = 1290;

    private static final int READ_ONLY_MODE = 1836;

    ReadOnlyRule() {
        super(
                FaultKind.DB_READ_ONLY,
                Node.READ_ONLY,
                "the database refuses writes (1290, 1792, 1836, 25006)",
                "three were refused, and the server says that it is read-only itself (1290, 1836) or the same statements"
                        + " had succeeded before");
    }

    @Override
    void examine(Evidence evidence, Findings findings, StatementHistory history) {
        List<Signal> failed = lastEpisode(evidence, history.failures().of(StatementFailure.READ_ONLY));
        if (failed.isEmpty()) {
            return;
        }
        long at = failed.get(0).atNanos();
        boolean high = count(failed) >= 3 && (serverSays(failed) || succeededBefore(evidence, history, failed));
        add(
                findings,
                Subject.database(history.target()),
                at,
                0,
                high ? Confidence.HIGH : Confidence.MEDIUM,
                "The database refused " + Words.count(count(failed), "write") + StatementWords.words(failed)
                        + ", first " + StatementWords.sinceWords(evidence, at) + ", for example "
                        + StatementWords.shape(evidence, StatementWords.shapeId(failed.get(0))) + ".",
                "whether the server is read-only, or a transaction of the application's own");
    }

    private static boolean serverSays(List<Signal> failed) {
        for (Signal failure : failed) {
            int code = Signal.upper(failure.v2());
            if (code == OPTION_PREVENTS || code == READ_ONLY_MODE) {
                return true;
            }
        }
        return false;
    }

    private static boolean succeededBefore(Evidence evidence, StatementHistory history, List<Signal> failed) {
        long at = failed.get(0).atNanos();
        Resource refused = evidence.timeline().resource(StatementWords.shapeId(failed.get(0)));
        for (ShapeHistory shape : history.shapes()) {
            if (refused != null && shape.text().equals(refused.name())) {
                return shape.ended().sum(0, at - WINDOWS) - shape.failed().sum(0, at - WINDOWS) >= 1;
            }
        }
        return false;
    }
}
