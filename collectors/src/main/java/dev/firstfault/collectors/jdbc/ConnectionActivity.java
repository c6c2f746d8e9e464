package dev.firstfault.collectors.jdbc;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one physical connection is doing, by the statements executed on it.
 *
 * <p><b>Assumptions:</b> one thread at a time uses a connection, and hands it on with a happens-before. <b>Guarantees:</b>
 * so plain fields lose nothing; the agent's thread may see them a moment late, and sees of what runs all or nothing.
 * <b>Progress:</b> wait-free.
 */
public final class ConnectionActivity {

    /** So many times the same within one checkout is no accident; where, is worth a stack trace. */
    private static final int REPEATED = 20;

    /** A checkout that lasts longer is summed up in parts: a job may keep one for its whole life. */
    private static final long LONGEST_NANOS = 10_000_000_000L;

    private final TargetStatements target;

    /** When what runs began; 0 while nothing does. Written last, read first: the fields below belong to it. */
    private final AtomicLong startNanos = new AtomicLong();

    private @Nullable Thread thread;
    private @Nullable Object statement;
    private @Nullable StatementShape shape;

    private long lastEndNanos;
    private long idleNanos;
    private int statements;
    private final ReceivedRows rows = new ReceivedRows();
    private final CheckoutTally tally = new CheckoutTally();
    private final EndedCheckouts ended = new EndedCheckouts();
    private final PendingStatement pending = new PendingStatement();

    ConnectionActivity(TargetStatements target) {
        this.target = target;
    }

    /** A pool hands the connection out. Hot. */
    public void checkedOut() {
        statements = 0;
        tally.clear();
    }

    /** The connection comes back to its pool. Hot. */
    public void returned() {
        ended.add(tally, target.second());
        tally.clear();
    }

    /** Statements executed since the checkout, the one that is running included. */
    public int statements() {
        return statements;
    }

    /** Whether the statements of its target are seen at all: not where their hooks were left out. */
    public boolean isObserved() {
        return target.isObserved();
    }

    /** Whether a statement is running on it now. */
    public boolean isRunning() {
        return startNanos.get() != 0;
    }

    TargetStatements target() {
        return target;
    }

    /** Whether this thread is in an execution on it already: what a driver executes on the way is not the application's. */
    boolean isRunningIn(Thread caller) {
        return startNanos.get() != 0 && thread == caller;
    }

    /** Whether this statement is what runs on it. */
    boolean isRunning(Object itsStatement) {
        return startNanos.get() != 0 && statement == itsStatement;
    }

    /** An execution begins. Hot. */
    void started(Object itsStatement, StatementShape itsShape, Thread caller, long nowNanos) {
        statements++;
        idleNanos = lastEndNanos == 0 ? 0 : nowNanos - lastEndNanos;
        rows.start(itsShape, caller.getId());
        thread = caller;
        statement = itsStatement;
        shape = itsShape;
        startNanos.lazySet(nowNanos);
    }

    /** Whether this thread was the last to execute something on it. */
    boolean isLastUsedBy(long threadId) {
        return rows.isOf(threadId);
    }

    /** A row of what runs, or ran last. Hot. */
    void rowReceived() {
        if (rows.add()) {
            target.growing(rows.shape(), rows.count());
        }
    }

    /** An execution ended. Hot. */
    void ended(StatementShape itsShape, long itsStartNanos, long nowNanos) {
        startNanos.lazySet(0);
        thread = null;
        statement = null;
        lastEndNanos = nowNanos;
        int repeats = tally.count(itsShape, itsStartNanos, nowNanos);
        if (repeats == REPEATED && itsShape.isPlaceDue(nowNanos)) {
            target.placeRepeated(itsShape);
        }
        if (tally.spanNanos() > LONGEST_NANOS) {
            returned();
        }
    }

    /** How long the connection had been idle before the last execution began, nanoseconds; 0 for its first. */
    long idleNanos() {
        return idleNanos;
    }

    /** The connection is gone: what was executed on it without a pool counts as one checkout. */
    void closed() {
        startNanos.lazySet(0);
        if (tally.statements() > 0) {
            returned();
        }
    }

    /** Agent's thread: hands on what ended, and looks at what runs. */
    void look(TargetWindow window, long nowNanos, int endingSecond) {
        ended.fold(window.checkouts(), endingSecond);
        rows.fold(target);
        long start = startNanos.get();
        if (start == 0) {
            return;
        }
        Thread running = thread;
        Object executed = statement;
        StatementShape itsShape = shape;
        if (running != null && executed != null && itsShape != null && startNanos.get() == start) {
            pending.set(start, running, executed, itsShape);
            window.running(pending, nowNanos);
        }
    }
}
