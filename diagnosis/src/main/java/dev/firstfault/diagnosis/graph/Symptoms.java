package dev.firstfault.diagnosis.graph;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.signals.Signal;

/** When a symptom set in. */
final class Symptoms {

    private static final long S = 1_000_000_000L;

    private Symptoms() {}

    /** The moment, as far as the symptom hangs together with the subject, or -1 where it did not set in. */
    static long onset(Evidence evidence, Node symptom, Subject subject) {
        ConnectHistory connects = subject.connects();
        switch (symptom) {
            case RETRIES:
                return connects != null && connects.trouble().size() >= 2
                        ? connects.trouble().get(1).atNanos()
                        : -1;
            case POOL_SHORT:
                return connects == null ? -1 : poolShortAt(evidence, subject, connects);
            case ACQUIRE_TIMEOUTS:
                return timeoutAfter(evidence, subject, connects == null ? 0 : connects.onset());
            case POOL_PENDING:
                return StatementSymptoms.pending(evidence, subject);
            case LONG_HOLDS:
                return StatementSymptoms.longHolds(evidence, subject);
            case STATEMENT_ERRORS:
                return StatementSymptoms.errors(evidence, subject);
            case HEAP_GROWTH:
                // What each failure leaves behind shows from the second on.
                return connects != null
                                && connects.trouble().size() >= 2
                                && evidence.heap().share(evidence.link(connects).grownBytes()) >= 0.2
                        ? connects.trouble().get(1).atNanos()
                        : -1;
            case HTTP_RETRIES:
            case DOCUMENTS_LOST:
            case HTTP_PENDING:
            case BACKLOG_HEAP:
                return HttpSymptoms.onset(evidence, symptom, subject);
            case GC_PRESSURE:
                return evidence.gcPressureAt();
            case OUT_OF_MEMORY:
                return evidence.outOfMemory() ? evidence.endNanos() : -1;
            case UNCAUGHT:
                Signal uncaught = evidence.uncaught();
                return uncaught == null ? -1 : uncaught.atNanos();
            case EXIT:
                return exited(evidence) ? evidence.endNanos() : -1;
            case CONTAINER_KILL:
                return evidence.ending().kind() == EndingKind.CONTAINER_OOM_KILLED ? evidence.endNanos() : -1;
            case CRASH_END:
                return evidence.ending().kind() == EndingKind.NATIVE_CRASH ? evidence.endNanos() : -1;
            default:
                return ThreadSymptoms.onset(evidence, symptom, subject);
        }
    }

    private static boolean exited(Evidence evidence) {
        return evidence.endedBadly()
                && (evidence.ending().kind() == EndingKind.EXIT
                        || evidence.ending().kind() == EndingKind.HALT
                        || evidence.ending().kind() == EndingKind.UNCAUGHT_EXCEPTION);
    }

    private static long timeoutAfter(Evidence evidence, Subject subject, long nanos) {
        long first = -1;
        for (PoolHistory pool : evidence.poolsOf(subject)) {
            for (Signal signal : pool.timeouts()) {
                if (signal.atNanos() >= nanos && (first < 0 || signal.atNanos() < first)) {
                    first = signal.atNanos();
                }
            }
        }
        return first;
    }

    private static long poolShortAt(Evidence evidence, Subject subject, ConnectHistory connects) {
        for (PoolHistory pool : evidence.poolsOf(subject)) {
            for (Signal state : pool.states()) {
                if (state.atNanos() >= connects.onset()
                        && state.atNanos() <= connects.lastFailure().atNanos() + 5 * S
                        && PoolHistory.total(state) < PoolHistory.maximum(state)) {
                    return state.atNanos();
                }
            }
        }
        return -1;
    }
}
