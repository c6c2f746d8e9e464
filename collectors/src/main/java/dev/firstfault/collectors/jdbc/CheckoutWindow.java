package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import org.jspecify.annotations.Nullable;

/** The checkouts of one target that ended within a second. The agent's thread only. */
final class CheckoutWindow {

    private static final int QUIET_SECONDS = 10;

    private int checkouts;
    private long statements;
    private int most;
    private int repeats;
    private long nanos;
    private long spanNanos;
    private @Nullable StatementShape shape;

    private int quietSeconds;
    private int lastCheckouts;
    private long lastStatements;
    private int lastMost;
    private int lastRepeats;

    void add(int moreCheckouts, long moreStatements) {
        checkouts += moreCheckouts;
        statements += moreStatements;
    }

    /** One connection's busiest; counts where it is busier than those of the others. */
    void busiest(int itsStatements, int itsRepeats, long itsNanos, long itsSpanNanos, StatementShape commonest) {
        if (itsStatements > most) {
            most = itsStatements;
            repeats = itsRepeats;
            nanos = itsNanos;
            spanNanos = itsSpanNanos;
            shape = commonest;
        }
    }

    /** Records the second, where it differs from the last one recorded or that was long ago, and begins the next. */
    void record(Resource target, SignalSink sink) {
        quietSeconds++;
        boolean changed = Change.isWorthARecord(lastCheckouts, checkouts, 5)
                || Change.isWorthARecord(lastStatements, statements, 20)
                || Change.isWorthARecord(lastMost, most, 5)
                || Change.isWorthARecord(lastRepeats, repeats, 5);
        StatementShape commonest = shape;
        if (commonest != null && (changed || quietSeconds >= QUIET_SECONDS)) {
            quietSeconds = 0;
            lastCheckouts = checkouts;
            lastStatements = statements;
            lastMost = most;
            lastRepeats = repeats;
            sink.record(
                    SignalKind.CHECKOUTS,
                    target,
                    nanos,
                    Signal.pack(checkouts, Change.bounded(statements)),
                    Signal.pack(most, repeats),
                    Signal.pack(sink.resourceId(commonest.resource()), Change.millis(spanNanos)),
                    1,
                    commonest.place());
        }
        checkouts = 0;
        statements = 0;
        most = 0;
        repeats = 0;
        shape = null;
    }
}
