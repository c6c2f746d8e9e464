package dev.firstfault.collectors.pool;

import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.collectors.jdbc.JdbcTarget;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The HikariCP pools of this process: who waits, how long connections are held, how the pools stand.
 *
 * <p>Thread-safe. {@link #acquired} and {@link #released} are hot: they take no lock, allocate nothing, and together
 * read the clock once, see {@link HikariPoolProbe}. {@link #tick} belongs to the agent's thread.
 */
public final class HikariPools {

    /** A process that opens more is leaking them; they are counted, and no longer followed. */
    private static final int MAX_POOLS = 200;

    private static final String PART = "probe:hikari-pool";

    /** On macOS HikariCP's clock counts milliseconds since 1970 (ClockSource.Factory); elsewhere it is nanoTime. */
    private static final boolean POOLS_READ_NANO_TIME =
            !System.getProperty("os.name", "").startsWith("Mac");

    private final EntryTable entries = new EntryTable();
    private final List<PoolState> pools = new CopyOnWriteArrayList<>();

    @SuppressWarnings("ThreadLocalUsage") // one instance a process; tests make their own
    private final ThreadLocal<Wait> waits = new ThreadLocal<>();

    private volatile int second;
    private volatile boolean off;

    private final JdbcConnections connections;
    private final PoolMeters meters;
    private final SignalSink sink;
    private final Clock clock;
    private final Health health;

    public HikariPools(JdbcConnections connections, Meters meters, SignalSink sink, Clock clock, Health health) {
        this.connections = connections;
        this.meters = new PoolMeters(meters);
        this.sink = sink;
        this.clock = clock;
        this.health = health;
    }

    /** A pool's constructor began. */
    public void opening(Object config) {
        connections.forgetLastTargetOfThread();
        try {
            String name = baseName(HikariView.name(config), HikariView.url(config), null);
            meters.openings.with(name).increment();
            sink.record(SignalKind.POOL_OPENING, new Resource(ResourceKind.POOL, name), 0, 0, 0, 0);
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            degraded("a pool's configuration cannot be read", unreadable);
        }
    }

    /** A pool was constructed. */
    public void opened(Object pool, Object config) {
        known(pool, config, connections.lastTargetOfThread());
    }

    /** A pool was shut down. */
    public void closed(Object pool) {
        PoolState state = find(pool);
        if (state != null) {
            state.closed(); // and forgotten with the next tick, which publishes its last second
        }
    }

    /** The checkout that this thread is in has to wait from now on. */
    public void acquireWaits(Object pool) {
        Wait mine = waits.get();
        if (mine == null) {
            mine = new Wait();
            waits.set(mine);
        }
        PoolState state = find(pool);
        if (mine.pool == null && state != null) {
            mine.pool = state;
            mine.sinceNanos = clock.nanos();
            state.waitBegan();
        }
    }

    /** The thread was in no checkout. */
    public void acquireWaitsNot() {
        Wait mine = waits.get();
        if (mine != null && mine.pool != null) {
            mine.pool.waitWasNone();
            mine.pool = null;
        }
    }

    /** A checkout succeeded. Hot. */
    public void acquired(Object entry, Object pool, Object connection, long atNanos) {
        EntryState state = entries.find(entry);
        if (state == null) {
            state = firstCheckout(entry, pool, connection);
            if (state == null) {
                return;
            }
        }
        boolean poolClock = atNanos != 0 && POOLS_READ_NANO_TIME;
        long now = poolClock ? atNanos : clock.nanos();
        boolean waited = state.pool().hasWaiting() && endWait(state.pool(), now);
        state.checkedOut(now, poolClock, waited);
    }

    /** A pooled connection came back. Hot. */
    public void released(Object entry, long atNanos) {
        EntryState state = entries.find(entry);
        if (state != null && state.isOut()) {
            boolean ownClock = state.hasPoolClock() || !POOLS_READ_NANO_TIME;
            state.returned(ownClock ? clock.nanos() : atNanos, second);
        }
    }

    /** A pool gives up a connection. */
    public void discarded(Object entry) {
        EntryState state = entries.find(entry);
        if (state != null) {
            if (state.isOut()) {
                state.returned(clock.nanos(), second);
            }
            state.discard();
        }
    }

    /** A checkout failed. */
    public void acquireFailed(Object pool, Throwable thrown) {
        PoolState state = known(pool, null, null);
        if (state == null) {
            return;
        }
        Wait mine = waits.get();
        long waitedNanos = 0;
        if (mine != null && mine.pool == state) {
            waitedNanos = Math.max(0, clock.nanos() - mine.sinceNanos);
            mine.pool = null;
            state.waitEnded(waitedNanos);
        }
        if (thrown instanceof SQLTransientConnectionException || thrown instanceof SQLTimeoutException) {
            try {
                state.timedOut(waitedNanos, (SQLException) thrown);
            } catch (ReflectiveOperationException | RuntimeException unreadable) {
                degraded("pool " + state.name() + " cannot be read", unreadable);
            }
        }
    }

    /** Once a second: publishes the levels of the pools and what was gathered without locks. */
    public void tick() {
        int ending = second;
        second = ending + 1; // holds that end from now on belong to the next one
        entries.fold(ending);
        for (PoolState pool : pools) {
            try {
                pool.tick();
            } catch (ReflectiveOperationException | RuntimeException unreadable) {
                degraded("pool " + pool.name() + " cannot be read", unreadable);
                forget(pool);
            }
            if (pool.isGone()) {
                forget(pool);
            }
        }
    }

    private @Nullable EntryState firstCheckout(Object entry, Object pool, Object connection) {
        PoolState state = known(pool, null, connections.targetOf(connection));
        return state == null ? null : entries.add(entry, state);
    }

    private boolean endWait(PoolState pool, long nowNanos) {
        Wait mine = waits.get();
        if (mine == null || mine.pool != pool) {
            return false;
        }
        mine.pool = null;
        pool.waitEnded(Math.max(0, nowNanos - mine.sinceNanos));
        return true;
    }

    private @Nullable PoolState find(Object pool) {
        for (PoolState state : pools) {
            if (state.isOf(pool)) {
                return state;
            }
        }
        return null;
    }

    /** The state of this pool, made now where it is new: just opened, or open since before the agent came. */
    private @Nullable PoolState known(Object pool, @Nullable Object config, @Nullable JdbcTarget target) {
        PoolState state = find(pool);
        boolean follow = state == null && !off && pools.size() < MAX_POOLS;
        return follow ? added(pool, config, target) : state;
    }

    private synchronized @Nullable PoolState added(Object pool, @Nullable Object config, @Nullable JdbcTarget target) {
        PoolState raced = find(pool);
        if (raced != null) {
            return raced;
        }
        try {
            Object configuration = config == null ? HikariView.configOf(pool) : config;
            String url = HikariView.url(configuration);
            String name = unused(baseName(HikariView.name(configuration), url, target));
            PoolState made = new PoolState(name, new HikariView(pool, configuration), meters, sink);
            JdbcTarget connectsTo = url == null ? target : JdbcTarget.of(url);
            made.opened(connectsTo == null ? 0 : connections.resourceId(connectsTo));
            pools.add(made);
            return made;
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            degraded("a pool cannot be read", unreadable);
            return null;
        }
    }

    private void forget(PoolState pool) {
        pools.remove(pool);
        meters.forgetLevels(pool.name());
    }

    /** The configured name; where HikariCP made one up, which is another one at each start, what it connects to. */
    private static String baseName(@Nullable String configured, @Nullable String url, @Nullable JdbcTarget target) {
        if (configured != null && !isMadeUp(configured)) {
            return configured;
        }
        if (url != null) {
            return JdbcTarget.of(url).place();
        }
        return target == null ? "hikari" : target.place();
    }

    private static boolean isMadeUp(String name) {
        String prefix = "HikariPool-";
        if (!name.startsWith(prefix)) {
            return false;
        }
        for (int i = prefix.length(); i < name.length(); i++) {
            if (!Character.isDigit(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private String unused(String base) {
        Set<String> used = new HashSet<>();
        for (PoolState pool : pools) {
            if (!pool.isClosed()) {
                used.add(pool.name());
            }
        }
        String name = base;
        for (int number = 2; used.contains(name); number++) {
            name = base + '#' + number;
        }
        return name;
    }

    /** No further pool is followed: what cannot be read once will not be read a thousand times a second. */
    private void degraded(String what, Exception why) {
        off = true;
        health.degraded(PART, what + ": " + why);
    }

    /** The checkout that a thread is waiting in. */
    private static final class Wait {
        private @Nullable PoolState pool;
        private long sinceNanos;
    }
}
