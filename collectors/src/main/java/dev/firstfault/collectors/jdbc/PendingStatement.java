package dev.firstfault.collectors.jdbc;

import org.jspecify.annotations.Nullable;

/** An execution that has not ended, as the agent's thread saw it; reused for the next one on the same connection. */
final class PendingStatement {

    private static final long FIRST_NANOS = 1_000_000_000L;

    private long startNanos;
    private @Nullable Thread thread;
    private @Nullable Object statement;
    private @Nullable StatementShape shape;
    private long dueNanos;
    private boolean first;

    void set(long start, Thread itsThread, Object itsStatement, StatementShape itsShape) {
        if (start != startNanos) {
            startNanos = start;
            dueNanos = FIRST_NANOS;
        }
        thread = itsThread;
        statement = itsStatement;
        shape = itsShape;
    }

    long startNanos() {
        return startNanos;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    @Nullable
    Object statement() {
        return statement;
    }

    @Nullable
    StatementShape shape() {
        return shape;
    }

    /** Whether it has become 1, 2, 5, 10, 20, 50, ... seconds old; says so once each. */
    boolean isDue(long ageNanos) {
        if (ageNanos < dueNanos) {
            return false;
        }
        first = dueNanos == FIRST_NANOS;
        while (ageNanos >= dueNanos) {
            dueNanos = next(dueNanos);
        }
        return true;
    }

    /** Whether it was due for the first time now. */
    boolean isFirst() {
        return first;
    }

    /** Forgets what must not be kept from being collected. */
    void release() {
        thread = null;
        statement = null;
    }

    private static long next(long due) {
        long digit = due;
        while (digit >= 10) {
            digit /= 10;
        }
        return digit == 2 ? due / 2 * 5 : due * 2;
    }
}
