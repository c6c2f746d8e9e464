package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.util.ArrayList;
import java.util.List;

/** One target over one second: what runs, what ended. The agent's thread only. */
final class TargetWindow {

    private static final int QUIET_SECONDS = 10;

    /** Of one second; when all connections hang at once, some of them say it. */
    private static final int MOST_PENDING = 5;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final CheckoutWindow checkouts = new CheckoutWindow();
    private final List<PendingStatement> due = new ArrayList<>(MOST_PENDING);

    private int inFlight;
    private long oldestNanos;

    private int quietSeconds;
    private long lastEnded;
    private long lastNanos;
    private int lastInFlight;
    private long lastOldestNanos;
    private boolean lastTroubled;

    CheckoutWindow checkouts() {
        return checkouts;
    }

    /** An execution that runs now. */
    void running(PendingStatement execution, long nowNanos) {
        long age = nowNanos - execution.startNanos();
        inFlight++;
        oldestNanos = Math.max(oldestNanos, age);
        if (execution.isDue(age) && due.size() < MOST_PENDING) {
            due.add(execution);
        } else {
            execution.release();
        }
    }

    int inFlight() {
        return inFlight;
    }

    long oldestNanos() {
        return oldestNanos;
    }

    /** Those that have become old enough to be told of. */
    List<PendingStatement> due() {
        return due;
    }

    /** Records the second, where it differs from the last one recorded or that was long ago, and begins the next. */
    void record(Resource target, long ended, int failed, long nanos, long longestNanos, int slow, SignalSink sink) {
        quietSeconds++;
        boolean idle = ended == 0 && inFlight == 0;
        boolean wasIdle = lastEnded == 0 && lastInFlight == 0;
        boolean changed = Change.isWorthARecord(lastEnded, ended, 5)
                || Change.isWorthARecord(lastNanos, nanos, 100 * NANOS_PER_MILLI)
                || Change.isWorthARecord(lastInFlight, inFlight, 2)
                || Change.isWorthARecord(lastOldestNanos, oldestNanos, 200 * NANOS_PER_MILLI)
                || failed > 0
                || slow > 0
                || lastTroubled
                || idle != wasIdle;
        if (changed || (!idle && quietSeconds >= QUIET_SECONDS)) {
            quietSeconds = 0;
            lastEnded = ended;
            lastNanos = nanos;
            lastInFlight = inFlight;
            lastOldestNanos = oldestNanos;
            lastTroubled = failed > 0 || slow > 0;
            sink.record(
                    SignalKind.STATEMENTS,
                    target,
                    longestNanos,
                    Signal.pack(Change.bounded(ended), failed),
                    Signal.pack(Change.millis(nanos), inFlight),
                    Signal.pack(Change.millis(oldestNanos), slow));
        }
        inFlight = 0;
        oldestNanos = 0;
        due.clear();
    }
}
