package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The statements that this process executes, through any driver that is hooked. Made with the first of them.
 *
 * <p>Thread-safe. {@link #started} and {@link #finished} are hot: they take no lock, allocate nothing, and read the clock
 * once each. {@link #tick} belongs to the agent's thread.
 */
public final class Statements {

    /** What a statement without a text of its own executes, when what it executes are several. */
    private static final String BATCH = "batch";

    private static final int THREADS = 1024;

    private final StatementTable table = new StatementTable();
    private final AtomicInteger shapes = new AtomicInteger();
    private final Queue<ConnectionActivity> retired = new ConcurrentLinkedQueue<>();

    /** By the ids of threads; where two share a place, rows of one of them go uncounted. */
    private final AtomicReferenceArray<@Nullable ConnectionActivity> lastUsed = new AtomicReferenceArray<>(THREADS);

    private final JdbcConnections connections;
    private final StatementMeters meters;
    private final SignalSink sink;
    private final Clock clock;
    private int second;

    Statements(JdbcConnections connections, Meters meters, SignalSink sink, Clock clock) {
        this.connections = connections;
        this.meters = new StatementMeters(meters);
        this.sink = sink;
        this.clock = clock;
    }

    /** A connection made a statement; more than once for one does no harm. */
    public void created(Object connection, Object statement, @Nullable String sql) {
        ConnectionActivity activity = connections.activityOf(connection);
        if (activity == null) {
            return;
        }
        activity.target().observed();
        StatementShape shape = sql == null ? null : activity.target().shapes().of(sql);
        if (sql == null || shape != null) {
            table.add(statement, activity, shape);
        }
    }

    /** An execution begins; the answer is for {@link #finished}. Hot. */
    public long started(Object statement, @Nullable String sql) {
        StatementState state = table.find(statement);
        if (state == null) {
            return 0;
        }
        ConnectionActivity activity = state.activity();
        Thread caller = Thread.currentThread();
        if (activity.isRunningIn(caller)) {
            return 0;
        }
        StatementShape shape = shape(state, sql);
        if (shape == null) {
            return 0;
        }
        long now = clock.nanos();
        long start = now == 0 ? 1 : now;
        activity.started(statement, shape, caller, start);
        lastUsed.lazySet((int) caller.getId() & (THREADS - 1), activity);
        return start;
    }

    /** An execution ended. Hot. */
    public void finished(Object statement, long startNanos, @Nullable Throwable thrown) {
        if (startNanos == 0) {
            return;
        }
        StatementState state = table.find(statement);
        StatementShape shape = state == null ? null : state.shape();
        if (state == null || shape == null) {
            return;
        }
        ConnectionActivity activity = state.activity();
        long now = clock.nanos();
        activity.ended(shape, startNanos, now);
        long durationNanos = Math.max(0, now - startNanos);
        activity.target().ended(shape, durationNanos, thrown != null);
        if (thrown != null) {
            activity.target().failed(statement, shape, durationNanos, activity.idleNanos(), thrown);
        }
    }

    /** This thread received one row of a result. Hot. */
    public void rowReceived() {
        long thread = Thread.currentThread().getId();
        ConnectionActivity activity = lastUsed.get((int) thread & (THREADS - 1));
        if (activity != null && activity.isLastUsedBy(thread)) {
            activity.rowReceived();
        }
    }

    /** A statement was closed. */
    public void closed(Object statement) {
        StatementState state = table.find(statement);
        // One that is closed while it runs, by its driver or by another thread, is dropped when it was collected.
        if (state != null && !state.activity().isRunning(statement)) {
            table.remove(state);
        }
    }

    /** The statements of a target that was not known yet. */
    TargetStatements of(TargetState target) {
        return new TargetStatements(target.target(), target.resource(), meters, shapes, sink, clock);
    }

    /** A connection is gone; it is looked at once more. */
    void retire(ConnectionActivity activity) {
        activity.closed();
        retired.add(activity);
    }

    /** Once a second: looks at every connection, then publishes. */
    void tick(Iterable<ConnectionActivity> open, Iterable<TargetState> targets) {
        long now = clock.nanos();
        second++;
        for (TargetState target : targets) {
            TargetStatements statements = target.statementsIfAny();
            if (statements != null) {
                statements.beginSecond(second);
            }
        }
        for (ConnectionActivity activity = retired.poll(); activity != null; activity = retired.poll()) {
            look(activity, now);
        }
        for (ConnectionActivity activity : open) {
            look(activity, now);
        }
        for (TargetState target : targets) {
            TargetStatements statements = target.statementsIfAny();
            if (statements != null) {
                statements.tick();
            }
        }
        table.sweep();
    }

    private void look(ConnectionActivity activity, long nowNanos) {
        activity.look(activity.target().window(), nowNanos, second - 1);
    }

    private static @Nullable StatementShape shape(StatementState state, @Nullable String sql) {
        if (sql == null && state.isPrepared()) {
            return state.shape();
        }
        StatementShape shape = state.activity().target().shapes().of(sql == null ? BATCH : sql);
        if (shape != null) {
            state.executes(shape);
        }
        return shape;
    }
}
