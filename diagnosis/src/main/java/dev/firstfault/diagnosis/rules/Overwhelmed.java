package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.PoolHistory;

/** Whether the process cannot keep up with what it is asked to do: the harm without which a peculiarity is no fault. */
final class Overwhelmed {

    private static final long S = 1_000_000_000L;

    /** Waiting for a connection for as long, without a break, is more than a peak. */
    private static final long LASTING = 10 * S;

    /** A checkout that timed out longer ago is over. */
    private static final long RECENT = 60 * S;

    private Overwhelmed() {}

    /** Since when the first of its executors and pools cannot, and still at the end; -1 where all can. */
    static long since(Evidence evidence) {
        long end = evidence.endNanos();
        long first = -1;
        for (ExecutorHistory executor : evidence.executors()) {
            first = earlier(first, executor.overwhelmedSince(end));
        }
        for (PoolHistory pool : evidence.pools().all()) {
            first = earlier(first, since(pool, end));
        }
        return first;
    }

    /** Since when threads wait for the pool's connections, ten seconds or until they gave up; -1 where that is not so. */
    static long since(PoolHistory pool, long endNanos) {
        boolean gaveUp = !pool.timeouts().isEmpty()
                && endNanos - pool.timeouts().get(pool.timeouts().size() - 1).atNanos() <= RECENT;
        boolean full = pool.pendingSince() >= 0 && pool.fullSince() >= 0;
        if (full && (gaveUp || endNanos - pool.pendingSince() >= LASTING)) {
            return pool.pendingSince();
        }
        return gaveUp
                ? pool.timeouts().get(0).atNanos() - pool.timeouts().get(0).durationNanos()
                : -1;
    }

    private static long earlier(long one, long other) {
        return one < 0 || (other >= 0 && other < one) ? other : one;
    }
}
