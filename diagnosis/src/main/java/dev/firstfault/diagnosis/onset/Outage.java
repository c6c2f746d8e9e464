package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import dev.firstfault.signals.StatementFailure;
import org.jspecify.annotations.Nullable;

/** A span in which a database answered nothing, or lost its connections, between times in which it did answer. */
public final class Outage {

    private static final long S = 1_000_000_000L;

    /** Shorter is a hiccup. */
    private static final long SHORT = 2 * S;

    /** Longer is no blip. */
    private static final long LONG = 30 * S;

    private final long fromNanos;
    private final long toNanos;

    private Outage(long fromNanos, long toNanos) {
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
    }

    /** The last short outage of a target that is over, or null where there was none. */
    public static @Nullable Outage last(StatementHistory statements, @Nullable ConnectHistory connects, long endNanos) {
        Outage lost = lost(statements, connects, endNanos);
        return lost == null ? silent(statements, endNanos) : lost;
    }

    /** By connections that were lost or could not be opened. */
    private static @Nullable Outage lost(
            StatementHistory statements, @Nullable ConnectHistory connects, long endNanos) {
        long from = Long.MAX_VALUE;
        long to = -1;
        for (Signal signal : statements.failures().of(StatementFailure.CONNECTION_LOST)) {
            from = Math.min(from, signal.atNanos());
            to = Math.max(to, signal.atNanos());
        }
        if (connects != null) {
            for (Signal signal : connects.trouble()) {
                from = Math.min(from, signal.atNanos() - signal.durationNanos());
                to = Math.max(to, signal.atNanos());
            }
        }
        return to >= 0 && to - from <= LONG && succeeded(statements, to + S, endNanos)
                ? new Outage(Math.max(0, from), to)
                : null;
    }

    /** By a span in which statements were in flight and none succeeded. */
    private static @Nullable Outage silent(StatementHistory statements, long endNanos) {
        Outage last = null;
        long from = -1;
        for (long at = S; at < endNanos; at = Math.max(at + S, nextChange(statements, at) / S * S)) {
            boolean success =
                    statements.ended().valueAt(at) > statements.failed().valueAt(at);
            boolean asked = statements.inFlight().valueAt(at) > 0;
            if (!success && (asked || from >= 0)) {
                from = from < 0 ? at : from;
            } else if (from >= 0) {
                boolean blip = at - from >= SHORT && at - from <= LONG;
                if (blip && succeeded(statements, 0, from)) {
                    last = new Outage(from, at);
                }
                from = -1;
            }
        }
        return last;
    }

    /** A box may tell of years, and of nothing in most of them. */
    private static long nextChange(StatementHistory statements, long nanos) {
        long ended = Math.min(
                statements.ended().nextChange(nanos), statements.failed().nextChange(nanos));
        return Math.min(ended, statements.inFlight().nextChange(nanos));
    }

    private static boolean succeeded(StatementHistory statements, long fromNanos, long toNanos) {
        return statements.ended().sum(fromNanos, toNanos) - statements.failed().sum(fromNanos, toNanos) >= 3;
    }

    public long fromNanos() {
        return fromNanos;
    }

    public long toNanos() {
        return toNanos;
    }
}
