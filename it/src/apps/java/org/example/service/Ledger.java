package org.example.service;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the service saw itself, one line a second: the ground truth that its observer is judged by. */
final class Ledger {
    private final LongAdder arrived = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final AtomicLong slowestMillis = new AtomicLong();
    private volatile String lastFailure = "";

    void arrived() {
        arrived.increment();
    }

    void done(long millis) {
        done.increment();
        slowestMillis.accumulateAndGet(millis, Math::max);
    }

    void failed(Throwable failure) {
        failed.increment();
        lastFailure = String.valueOf(failure.getMessage()).replace('\n', ' ');
    }

    void turnedAway() {
        turnedAway.increment();
    }

    /** The figures since the last line. */
    String line(int queued, int active) {
        String failure = lastFailure;
        lastFailure = "";
        return "arrived " + arrived.sumThenReset() + " done " + done.sumThenReset() + " failed "
                + failed.sumThenReset() + " turned away " + turnedAway.sumThenReset() + " queued " + queued + " active "
                + active + " slowest " + slowestMillis.getAndSet(0) + " ms"
                + (failure.isEmpty() ? "" : "; " + failure);
    }
}
