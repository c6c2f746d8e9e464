package dev.firstfault.collectors.http;

import dev.firstfault.collectors.jdbc.Change;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Counter;

/** What one target refused or failed in one way, at one level. Thread-safe; {@link #tick} is the agent's. */
final class Refusals {

    private static final int QUIET_SECONDS = 10;

    /** So many more or fewer in a second are chance. */
    private static final int CHANCE = 5;

    private final HttpError error;
    private final FailureLevel level;
    private final Counter counter;

    private long thisSecond;
    private long untold;
    private long of;
    private int status;
    private long retryAfterNanos;

    private long lastSecond;
    private long sinceNanos;
    private int quietSeconds;

    Refusals(HttpError error, FailureLevel level, Counter counter, long nowNanos) {
        this.error = error;
        this.level = level;
        this.counter = counter;
        this.sinceNanos = nowNanos;
    }

    /** One answer held {@code count} of them among {@code among}. */
    void came(int count, int among, int httpStatus, long retryNanos) {
        counter.add(count);
        synchronized (this) {
            thisSecond += count;
            of += Math.max(count, among);
            status = httpStatus;
            retryAfterNanos = Math.max(retryAfterNanos, retryNanos);
        }
    }

    /** Once a second. */
    void tick(Resource target, long nowNanos, SignalSink sink) {
        long more;
        long among;
        long retryNanos;
        int lastStatus;
        synchronized (this) {
            more = thisSecond;
            thisSecond = 0;
            untold += more;
            quietSeconds++;
            boolean told = lastSecond == 0
                    ? more > 0
                    : more == 0 || Change.isWorthARecord(lastSecond, more, CHANCE) || quietSeconds >= QUIET_SECONDS;
            if (!told) {
                if (lastSecond == 0) {
                    sinceNanos = nowNanos; // nothing came since then either
                }
                return;
            }
            among = of;
            of = 0;
            retryNanos = retryAfterNanos;
            retryAfterNanos = 0;
            lastStatus = status;
        }
        sink.record(
                SignalKind.HTTP_REJECTED,
                target,
                retryNanos,
                Signal.pack(error.id(), level.id()),
                Signal.pack(Change.bounded(untold), Change.millis(nowNanos - sinceNanos)),
                Signal.pack(lastStatus, Change.bounded(among)));
        // The end is told by a record of 0: one that still has something to tell is not yet it.
        lastSecond = more == 0 && untold > 0 ? 1 : more;
        untold = 0;
        sinceNanos = nowNanos;
        quietSeconds = 0;
    }
}
