package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections this process opens and closes, what they connect to, and why that fails. Thread-safe; called on
 * application threads, {@link #tick} on the agent's.
 */
public final class JdbcConnections {

    /** Of real processes; more are URLs with something changing in them, and count together. */
    private static final int MAX_TARGETS = 50;

    private final Map<String, TargetState> targets = new ConcurrentHashMap<>();
    private final OpenConnections open = new OpenConnections();
    private final Set<PendingConnect> pending = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("ThreadLocalUsage") // one instance a process; tests make their own
    private final ThreadLocal<Calls> calls = new ThreadLocal<>();

    private volatile @Nullable Statements statements;

    private final Meters allMeters;
    private final JdbcMeters meters;
    private final SignalSink sink;
    private final Clock clock;
    private final ConnectListener listener;
    private final StoreClients stores;

    public JdbcConnections(Meters meters, SignalSink sink, Clock clock, ConnectListener listener) {
        this.allMeters = meters;
        this.meters = new JdbcMeters(meters);
        this.sink = sink;
        this.clock = clock;
        this.listener = listener;
        this.stores = new StoreClients(this, sink, clock);
    }

    /** What clients of stores without JDBC say besides. */
    public StoreClients stores() {
        return stores;
    }

    /** A driver is about to connect; the answer is for {@link #connectFinished}. */
    public long connectStarted(Object url) {
        Calls mine = calls();
        long now = clock.nanos();
        if (mine.depth++ == 0) {
            mine.pending = new PendingConnect(url, Thread.currentThread(), now);
            pending.add(mine.pending);
        }
        return now;
    }

    /** A driver answered. Of calls within calls (driver behind data source, driver behind driver) only the outermost counts. */
    public void connectFinished(Object url, long startNanos, @Nullable Object connection, @Nullable Throwable thrown) {
        Calls mine = calls();
        mine.depth = Math.max(0, mine.depth - 1);
        if (mine.depth == 0 && mine.pending != null) {
            pending.remove(mine.pending);
            mine.pending = null;
        }
        if (mine.depth > 0 || (connection == null && thrown == null)) { // null is "not my URL"
            return;
        }
        long durationNanos = startNanos == 0 ? 0 : Math.max(0, clock.nanos() - startNanos);
        mine.lastTarget = connectEnded(ConnectUrl.of(url), durationNanos, connection, thrown);
    }

    /** An attempt to connect ended, on whatever thread. */
    TargetState connectEnded(String text, long durationNanos, @Nullable Object connection, @Nullable Throwable thrown) {
        TargetState target = target(JdbcTarget.of(text));
        if (connection != null) {
            if (open.add(connection, target)) {
                target.opened(durationNanos);
            }
        } else if (thrown != null && !isOrderedShutdown(text, target, thrown)) {
            target.failed(durationNanos, text, thrown, listener);
        }
        return target;
    }

    /** A connection was closed or aborted; only the first call for each counts. */
    public void connectionClosed(Object connection) {
        OpenConnection closed = open.remove(connection);
        if (closed != null) {
            closed.target().closed();
            retire(closed);
        }
    }

    /** The target of an open connection, or null where it was not seen opening. */
    public @Nullable JdbcTarget targetOf(Object connection) {
        OpenConnection known = open.find(connection);
        return known == null ? null : known.target().target();
    }

    /** What this connection is doing, or null where its statements are not seen: its driver is not a hooked one. */
    public @Nullable ConnectionActivity activityOf(Object connection) {
        OpenConnection known = open.find(connection);
        return known == null || known.target().target().family() == DriverFamily.OTHER
                ? null
                : known.activity(statements());
    }

    /** The statements executed on them. */
    public Statements statements() {
        Statements known = statements;
        return known == null ? firstStatements() : known;
    }

    /** Forgets what {@link #lastTargetOfThread} would answer. */
    public void forgetLastTargetOfThread() {
        calls().lastTarget = null;
    }

    /** What this thread last connected to, or tried to; null where nothing. */
    public @Nullable JdbcTarget lastTargetOfThread() {
        TargetState target = calls().lastTarget;
        return target == null ? null : target.target();
    }

    /** The id that signals refer to this target by, on disk; 0 where the box has no room for it. */
    public int resourceId(JdbcTarget target) {
        return sink.resourceId(target(target).resource());
    }

    /** Whether this thread is in an attempt to connect. */
    boolean isConnecting() {
        return calls().depth > 0;
    }

    Resource resourceOf(JdbcTarget target) {
        return target(target).resource();
    }

    /** Once a second: hands over what was aggregated, and finds connections that were lost unclosed. */
    public void tick() {
        for (OpenConnection lost = open.pollCollected(); lost != null; lost = open.pollCollected()) {
            lost.target().collected();
            retire(lost);
        }
        for (TargetState target : targets.values()) {
            target.tick();
        }
        stores.tick();
        long now = clock.nanos();
        for (PendingConnect connect : pending) {
            if (connect.isDue(now)) {
                target(JdbcTarget.of(connect.url())).pending(now - connect.startNanos(), connect.thread());
            }
        }
        Statements executed = statements;
        if (executed != null) {
            executed.tick(activities(), targets.values());
        }
    }

    private List<ConnectionActivity> activities() {
        List<ConnectionActivity> activities = new ArrayList<>();
        for (OpenConnection connection : open.all()) {
            ConnectionActivity activity = connection.activityIfAny();
            if (activity != null) {
                activities.add(activity);
            }
        }
        return activities;
    }

    private void retire(OpenConnection gone) {
        ConnectionActivity activity = gone.activityIfAny();
        Statements executed = statements;
        if (activity != null && executed != null) {
            executed.retire(activity);
        }
    }

    private synchronized Statements firstStatements() {
        Statements known = statements;
        if (known == null) {
            known = new Statements(this, allMeters, sink, clock);
            statements = known;
        }
        return known;
    }

    private TargetState target(JdbcTarget target) {
        TargetState known = targets.get(target.name());
        if (known != null) {
            return known;
        }
        JdbcTarget counted = targets.size() < MAX_TARGETS ? target : JdbcTarget.UNKNOWN;
        TargetState made = new TargetState(counted, meters, sink, clock);
        TargetState raced = targets.putIfAbsent(counted.name(), made);
        return raced == null ? made : raced;
    }

    private Calls calls() {
        Calls mine = calls.get();
        if (mine == null) {
            mine = new Calls();
            calls.set(mine);
        }
        return mine;
    }

    /** Derby answers an ordered shutdown with an exception: 08006 for a database, XJ015 for the whole engine. */
    private static boolean isOrderedShutdown(String url, TargetState target, Throwable thrown) {
        if (target.target().family() != DriverFamily.DERBY || !(thrown instanceof SQLException)) {
            return false;
        }
        String state = ((SQLException) thrown).getSQLState();
        return "XJ015".equals(state)
                || ("08006".equals(state) && (url.contains("shutdown=true") || url.contains("drop=true")));
    }

    /** One thread's calls into drivers. */
    private static final class Calls {
        private int depth;
        private @Nullable TargetState lastTarget;
        private @Nullable PendingConnect pending;
    }
}
