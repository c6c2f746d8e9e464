package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Signal;
import java.util.List;

/**
 * For how long the connections of an HTTP client are in use for one exchange, before a moment and since: a slow server shows in
 * it, a wait for a connection does not.
 */
final class ClientUse {

    private static final long S = 1_000_000_000L;
    private static final long RECENT = 60 * S;

    private final double before;
    private final double now;
    private final boolean isShort;

    private ClientUse(double before, double now, boolean isShort) {
        this.before = before;
        this.now = now;
        this.isShort = isShort;
    }

    /** The use of the connections to a target before and after a moment. */
    static ClientUse of(HttpHistory http, long since, long end) {
        List<Signal> none = http.failures(HttpFailure.NO_CONNECTION_FREE);
        boolean gaveUp = !none.isEmpty() && end - none.get(none.size() - 1).atNanos() <= RECENT;
        return new ClientUse(
                http.pool().useMillis(http.ended(), 0, since),
                http.pool().useMillis(http.ended(), since, end),
                gaveUp || http.pool().shortSince(end) >= 0);
    }

    /** Milliseconds before; NaN where not known. */
    double before() {
        return before;
    }

    /** Milliseconds since; NaN where not known. */
    double now() {
        return now;
    }

    /** Whether both are known. */
    boolean known() {
        return !Double.isNaN(before) && !Double.isNaN(now);
    }

    /** Whether they are in use for twice as long, 10 ms more at least. */
    boolean longer() {
        return known() && now >= 2 * before && now - before >= 10;
    }

    /** Whether requests wait for a connection, or gave up waiting a moment ago. */
    boolean isShort() {
        return isShort;
    }
}
