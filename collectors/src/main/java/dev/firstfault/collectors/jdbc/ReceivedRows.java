package dev.firstfault.collectors.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The rows that one connection received: of the result that it is receiving, and in all. Written by the thread that uses
 * the connection, read by the agent's, which may see it a moment late.
 */
final class ReceivedRows {

    /** What no driver's usual fetch brings; from here on every doubling is told at once. */
    private static final int MANY = 32_768;

    private @Nullable StatementShape shape;
    private long threadId;
    private int count;
    private long before;

    private long seen;

    /** Another result begins. */
    void start(StatementShape next, long itsThreadId) {
        StatementShape last = shape;
        if (last != null && count > 0) {
            last.returned(count);
        }
        before += count;
        count = 0;
        shape = next;
        threadId = itsThreadId;
    }

    boolean isOf(long itsThreadId) {
        return threadId == itsThreadId;
    }

    /** One more; whether they have become many, or twice as many. */
    boolean add() {
        int now = ++count;
        return now >= MANY && (now & (now - 1)) == 0;
    }

    @Nullable
    StatementShape shape() {
        return shape;
    }

    int count() {
        return count;
    }

    /** Agent's thread: hands on what is new. */
    void fold(TargetStatements target) {
        long all = before + count;
        StatementShape current = shape;
        if (all > seen) {
            target.received(all - seen);
            seen = all;
            if (current != null) {
                current.returned(count);
            }
        }
    }
}
