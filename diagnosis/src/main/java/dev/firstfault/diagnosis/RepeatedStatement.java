package dev.firstfault.diagnosis;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.rules.Finding;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Moment;
import dev.firstfault.diagnosis.verdict.MomentRole;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import org.jspecify.annotations.Nullable;

/** What checkouts executed over and over before a database slowed: no fault, but it multiplies whatever a statement costs. */
final class RepeatedStatement {

    /** A page of a list that is shown row by row; fewer are many a transaction's ordinary work. */
    private static final int LEAST = 50;

    private static final int LONGEST_SHAPE = 120;

    private RepeatedStatement() {}

    /** The first of them, or null where the fault is no slow database, or nothing was repeated before. */
    static @Nullable Moment before(Finding fault, Evidence evidence) {
        if (fault.kind() != FaultKind.DB_SLOW) {
            return null;
        }
        for (StatementHistory statements : evidence.statements()) {
            if (!statements.target().equals(fault.target())) {
                continue;
            }
            for (Signal record : statements.checkouts().all()) {
                int times = Signal.lower(record.v2());
                Resource shape = evidence.timeline().resource(Signal.upper(record.v3()));
                if (record.atNanos() < fault.atNanos() && times >= LEAST && shape != null) {
                    return new Moment(record.atNanos(), words(times, shape.name()), MomentRole.CONTEXT);
                }
            }
        }
        return null;
    }

    private static String words(int times, String shape) {
        String shortened = shape.length() > LONGEST_SHAPE ? shape.substring(0, LONGEST_SHAPE) + "..." : shape;
        return "One checkout executed \"" + shortened + "\" " + times + " times.";
    }
}
