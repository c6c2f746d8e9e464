package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.onset.ShapeHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import org.jspecify.annotations.Nullable;

/** The driver takes all rows of one statement into the heap before it hands out the first. */
final class ResultBufferedRule extends DatabaseRule {

    /** Where drivers take rows in: MySQL Connector/J, MariaDB Connector/J 2 and 3, PgJDBC. */
    private static final String[] READS_ROWS = {
        "ResultsetReader",
        "ResultsetRowReader",
        "RowFactory",
        "ResultsetRowsStatic",
        "fetchRemaining",
        "CompleteResult",
        "readNextValue",
        "addRowData",
        "SelectResultSet",
        "receiveTuple"
    };

    ResultBufferedRule() {
        super(
                FaultKind.RESULT_SET_BUFFERED,
                Node.RESULT_BUFFERED,
                "the heap runs out while a statement runs that began as it started to fill",
                "it grew by 40 % of its size since, hardly before, and the statement's thread was seen taking in rows");
    }

    @Override
    void examine(Evidence evidence, Findings findings, StatementHistory history) {
        if (!evidence.outOfMemory() && !HeapRule.pressed(evidence)) {
            return;
        }
        Signal suspect = null;
        long begun = 0;
        for (Signal pending : history.pending()) {
            long start = pending.atNanos() - pending.durationNanos();
            boolean runs = evidence.endNanos() - pending.atNanos() <= Math.max(3 * S, 2 * pending.durationNanos());
            if (runs
                    && reads(evidence, pending)
                    && (suspect == null || fills(evidence, start) > fills(evidence, begun))) {
                suspect = pending;
                begun = start;
            }
        }
        if (suspect == null || fills(evidence, begun) < 0.25) {
            return;
        }
        boolean rows = false;
        for (Signal pending : history.pending()) {
            boolean same = Math.abs(pending.atNanos() - pending.durationNanos() - begun) <= S;
            rows |= same && takesRows(pending.error());
        }
        double share = fills(evidence, begun);
        boolean quietBefore = grewBefore(evidence, begun) <= 0.25 * share;
        String at = StatementWords.applicationFrame(suspect.error());
        add(
                findings,
                Subject.database(history.target()),
                begun,
                S,
                rows && share >= 0.4 && quietBefore
                        ? Confidence.HIGH
                        : rows || quietBefore ? Confidence.MEDIUM : Confidence.NONE,
                StatementWords.shape(evidence, Signal.upper(suspect.v3())) + " began "
                        + StatementWords.sinceWords(evidence, begun) + " and was still running"
                        + (rows ? ", its thread taking in rows" : "") + (at.isEmpty() ? "" : " for " + at)
                        + "; meanwhile the heap grew by "
                        + Words.percent(share) + " of its size.",
                "how many rows it returns: a heap dump on the error (-XX:+HeapDumpOnOutOfMemoryError) would show them");
    }

    /** What the heap grew by since then, as a share of its size: from its least at that time to its last. */
    private static double fills(Evidence evidence, long since) {
        HeapHistory heap = evidence.heap();
        int from = heap.indexAt(since);
        long last = heap.last(FrameField.HEAP_USED);
        if (from >= heap.size() || last == Frame.UNKNOWN || heap.floor(from) == Frame.UNKNOWN) {
            return 0;
        }
        return Math.max(0, heap.share(last - heap.floor(from)));
    }

    /** What the floor of the heap rose by in as long a time before, at least ten seconds, as a share of its size. */
    private static double grewBefore(Evidence evidence, long since) {
        HeapHistory heap = evidence.heap();
        long span = Math.max(10 * S, evidence.endNanos() - since);
        int from = heap.indexAt(Math.max(3 * S, since - span));
        int to = Math.min(heap.indexAt(since), heap.size() - 1);
        if (from >= to || heap.at(to) - heap.at(from) < 5 * S) {
            return 1;
        }
        return Math.max(0, heap.share(heap.floor(to) - heap.floor(from)));
    }

    private static boolean takesRows(@Nullable ErrorDetail where) {
        if (where != null) {
            for (String name : READS_ROWS) {
                if (where.frames().contains(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean reads(Evidence evidence, Signal pending) {
        Resource shape = evidence.timeline().resource(Signal.upper(pending.v3()));
        return shape == null || ShapeHistory.readsOnly(shape.name());
    }
}
