package dev.firstfault.diagnosis.graph;

import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.signals.Signal;
import java.util.Collections;
import java.util.List;

/** When a symptom of statements and of the pools that they run through set in. */
final class StatementSymptoms {

    private StatementSymptoms() {}

    /** Since when threads wait for a connection up to the end, or -1. */
    static long pending(Evidence evidence, Subject subject) {
        long first = -1;
        for (PoolHistory pool : evidence.poolsOf(subject)) {
            first = earlier(first, pool.pendingSince());
        }
        return first;
    }

    /** Since when connections are held for twice as long as before, or -1. */
    static long longHolds(Evidence evidence, Subject subject) {
        long first = -1;
        for (PoolHistory pool : evidence.poolsOf(subject)) {
            Shift holds = Shift.of(pool.holds(), evidence.endNanos(), 20);
            first = holds.rose(2, 20) ? earlier(first, holds.onset()) : first;
        }
        return first;
    }

    /** When the first statement of the last minutes failed, or -1. */
    static long errors(Evidence evidence, Subject subject) {
        StatementHistory statements = evidence.statementsOf(subject.database());
        List<Signal> failures = statements == null
                ? Collections.<Signal>emptyList()
                : statements.failures().all();
        long at = -1;
        for (int i = failures.size() - 1; i >= 0; i--) {
            if (at >= 0 && at - failures.get(i).atNanos() > 60_000_000_000L) {
                break;
            }
            at = failures.get(i).atNanos();
        }
        return at;
    }

    private static long earlier(long one, long other) {
        return one < 0 ? other : other < 0 ? one : Math.min(one, other);
    }
}
