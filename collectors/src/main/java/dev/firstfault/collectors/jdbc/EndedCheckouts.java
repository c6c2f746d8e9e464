package dev.firstfault.collectors.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The checkouts of one connection that have ended, summed up for the agent's thread, and the busiest of the second.
 *
 * <p>Written by the thread that uses the connection, read by the agent's, which may see it a moment late.
 */
final class EndedCheckouts {

    private int checkouts;
    private long statements;

    private int second = -1;
    private int busiestStatements;
    private int busiestRepeats;
    private long busiestNanos;
    private long busiestSpanNanos;
    private @Nullable StatementShape busiestShape;

    private int seenCheckouts;
    private long seenStatements;

    void add(CheckoutTally tally, int now) {
        checkouts++;
        statements += tally.statements();
        if (tally.statements() > 0 && (second != now || tally.statements() > busiestStatements)) {
            busiestStatements = tally.statements();
            busiestRepeats = tally.repeats();
            busiestNanos = tally.nanos();
            busiestSpanNanos = tally.spanNanos();
            busiestShape = tally.commonest();
            second = now;
        }
    }

    /** Agent's thread: hands on what is new. */
    void fold(CheckoutWindow window, int endingSecond) {
        int newCheckouts = checkouts - seenCheckouts;
        if (newCheckouts == 0) {
            return;
        }
        long newStatements = statements - seenStatements;
        seenCheckouts += newCheckouts;
        seenStatements += newStatements;
        window.add(newCheckouts, newStatements);
        StatementShape shape = busiestShape;
        if (second == endingSecond && shape != null) {
            window.busiest(busiestStatements, busiestRepeats, busiestNanos, busiestSpanNanos, shape);
        }
    }
}
