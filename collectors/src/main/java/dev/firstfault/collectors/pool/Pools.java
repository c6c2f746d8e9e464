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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The connection pools of this process, of whatever library: who waits, how long connections are held, how the pools
 * stand. What differs between libraries is in their probes and views, see {@link PoolViews}.
 *
 * <p>Thread-safe. {@link #acquireWaits}, {@link #acquired} and {@link #released} are hot: they take no lock and allocate
 * nothing. {@link #tick} belongs to the agent's thread.
 */
public final class Pools {

    /** A process that opens more is leaking them; they are counted, and no longer followed. */
    private static final int MAX_POOLS = 200;

    /** Of objects that pool something else, or cannot be read, so that none of them is looked at twice. */
    private static final int MAX_KNOWN = 2_000;

    /** On macOS HikariCP's clock counts milliseconds since 1970 (ClockSource.Factory); elsewhere it is nanoTime. */
    private static final boolean POOLS_READ_NANO_TIME =
            !System.getProperty("os.name", "").startsWith("Mac");

    private final IdentityTable<EntryState> entries = new IdentityTable<>();
    private final IdentityTable<PoolSlot> known = new IdentityTable<>();
    private final List<PoolState> pools = new CopyOnWriteArrayList<>();

    @SuppressWarnings("ThreadLocalUsage") // one instance a process; tests make their own
    private final ThreadLocal<Checkout> checkouts = new ThreadLocal<>();

    private volatile int second;

    private final PoolViews views;
    private final JdbcConnections connections;
    private final PoolMeters meters;
    private final SignalSink sink;
    private final Clock clock;
    private final Health health;

    public Pools(JdbcConnections connections, Meters meters, SignalSink sink, Clock clock, Health health) {
        this(new PoolViews(), connections, meters, sink, clock, health);
    }

    Pools(PoolViews views, JdbcConnections connections, Meters meters, SignalSink sink, Clock clock, Health health) {
        this.views = views;
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
            String name = PoolIdentity.of(config).stableName(null);
            checkout().opening = name;
            meters.openings.with(name).increment();
            sink.record(SignalKind.POOL_OPENING, new Resource(ResourceKind.POOL, name), 0, 0, 0, 0);
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            degraded(config, unreadable);
        }
    }

    /** A pool was constructed. */
    public void opened(Object pool, Object config) {
        checkout().opening = null;
        stateOf(pool, config, connections.lastTargetOfThread());
    }

    /** A pool was shut down. */
    public void closed(Object pool) {
        PoolSlot slot = known.find(pool);
        if (slot != null && slot.state != null) {
            slot.state.closed(); // and forgotten with the next tick, which publishes its last second
        }
    }

    /** The checkout that this thread is in has to wait from now on, or may have to. Hot. */
    public void acquireWaits(Object pool) {
        Checkout mine = checkout();
        if (!mine.waits) {
            PoolSlot slot = known.find(pool);
            mine.waits = true;
            mine.pool = slot == null ? null : slot.state;
            mine.sinceNanos = clock.nanos();
            if (mine.pool != null) {
                mine.pool.waitBegan();
            }
        }
    }

    /** The thread was in no checkout. */
    public void acquireWaitsNot() {
        Checkout mine = checkouts.get();
        if (mine != null) {
            end(mine);
        }
    }

    /** A checkout succeeded. Hot. */
    public void acquired(Object entry, Object pool, @Nullable Object connection, long atNanos) {
        EntryState state = entries.find(entry);
        if (state == null) {
            state = firstCheckout(entry, pool, connection);
            if (state == null) {
                acquireWaitsNot();
                return;
            }
        }
        boolean poolClock = atNanos != 0 && POOLS_READ_NANO_TIME;
        long now = poolClock ? atNanos : clock.nanos();
        PoolState of = state.pool();
        long waited = 0;
        if (of.hasWaiting() || !of.view().isHikari()) {
            waited = endWait(of, now);
            if (waited < 0) {
                if (!of.view().isHikari()) {
                    return; // a call within the call that was counted
                }
                waited = 0;
            }
            if (waited >= EntryState.INSTANT_NANOS) {
                of.waited(waited);
            }
        }
        state.checkedOut(now, poolClock, waited);
    }

    /** A checkout succeeded, of which only what was handed out is seen. Hot. */
    public void acquiredWrapped(Object wrapper, Object pool) {
        PoolState state = stateOf(pool, null, null);
        Object entry = null;
        if (state != null) {
            try {
                entry = state.view().entryOf(wrapper);
            } catch (ReflectiveOperationException | RuntimeException unreadable) {
                degraded(pool, unreadable);
            }
        }
        if (entry == null) {
            acquireWaitsNot();
        } else {
            acquired(entry, pool, null, 0);
        }
    }

    /** A pool threw its connections away, because its server failed. */
    public void cleared(Object pool) {
        PoolState state = stateOf(pool, null, null);
        if (state != null) {
            try {
                state.cleared();
            } catch (ReflectiveOperationException | RuntimeException unreadable) {
                degraded(pool, unreadable);
            }
        }
    }

    /** A pooled connection came back. Hot. */
    public void released(Object entry, long atNanos) {
        EntryState state = entries.find(entry);
        if (state != null && state.isOut()) {
            boolean ownClock = atNanos == 0 || state.hasPoolClock() || !POOLS_READ_NANO_TIME;
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
        PoolState state = stateOf(pool, null, connections.lastTargetOfThread());
        if (state == null) {
            acquireWaitsNot();
            return;
        }
        long waited = endWait(state, clock.nanos());
        if (waited >= 0) {
            state.waited(waited);
        } else if (!state.view().isHikari()) {
            return; // a call within the call that was counted
        }
        if (state.view().isTimeout(thrown)) {
            try {
                state.timedOut(Math.max(0, waited), thrown);
            } catch (ReflectiveOperationException | RuntimeException unreadable) {
                degraded(pool, unreadable);
            }
        }
    }

    /** A pool created a connection, or failed to. */
    public void created(Object pool, long startNanos, @Nullable Throwable thrown) {
        PoolSlot slot = known.find(pool);
        PoolSeries series = slot == null || slot.state == null ? null : slot.state.series();
        if (slot == null) {
            String opening = checkout().opening;
            if (opening != null) { // its constructor tries, and may yet fail
                series = new PoolSeries(opening, pool.getClass().getName().contains("hikari"), meters);
            } else {
                PoolState state = stateOf(pool, null, connections.lastTargetOfThread());
                series = state == null ? null : state.series();
            }
        }
        if (series != null && thrown != null) {
            series.notCreated();
        } else if (series != null) {
            series.created(Math.max(0, clock.nanos() - startNanos));
        }
    }

    /** Once a second: publishes the levels of the pools and what was gathered without locks. */
    public void tick() {
        int ending = second;
        second = ending + 1; // holds that end from now on belong to the next one
        for (PoolState pool : pools) {
            pool.held().clear();
        }
        long now = clock.nanos();
        entries.forEach(new IdentityTable.Visitor<EntryState>() {
            @Override
            public void visit(EntryState entry) {
                entry.fold(ending);
                long heldNanos = entry.isGone() ? -1 : entry.heldNanos(now);
                if (heldNanos >= 0) {
                    entry.pool().held().add(entry, heldNanos);
                }
            }
        });
        for (PoolState pool : pools) {
            try {
                pool.tick(entries);
            } catch (ReflectiveOperationException | RuntimeException unreadable) {
                degraded(pool.name(), unreadable);
                forget(pool);
            }
            if (pool.isGone()) {
                forget(pool);
            }
        }
        known.forEach(new IdentityTable.Visitor<PoolSlot>() {
            @Override
            public void visit(PoolSlot slot) {
                if (slot.state != null && slot.state.isGone()) {
                    slot.state = null; // what still happens to it concerns nobody
                }
            }
        });
    }

    private @Nullable EntryState firstCheckout(Object entry, Object pool, @Nullable Object connection) {
        if (known.find(pool) == null && checkout().opening != null) {
            return null; // a pool that fills itself in its constructor by checkouts of its own
        }
        PoolState state = stateOf(pool, null, connection == null ? null : connections.targetOf(connection));
        if (state == null) {
            return null;
        }
        try {
            Object physical = connection == null ? state.view().connectionOf(entry) : connection;
            return entries.add(entry, new EntryState(entry, state, connections.activityOf(physical)));
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            degraded(pool, unreadable);
            return entries.add(entry, new EntryState(entry, state, null));
        }
    }

    /** Ends this thread's wait for this pool: how long it was, -1 where the thread is known to be in none. */
    private long endWait(PoolState pool, long nowNanos) {
        Checkout mine = checkouts.get();
        if (mine == null || !mine.waits || (mine.pool != null && mine.pool != pool)) {
            return -1;
        }
        end(mine);
        return Math.max(0, nowNanos - mine.sinceNanos);
    }

    private static void end(Checkout mine) {
        if (mine.pool != null) {
            mine.pool.waitWasNone();
            mine.pool = null;
        }
        mine.waits = false;
    }

    private Checkout checkout() {
        Checkout mine = checkouts.get();
        if (mine == null) {
            mine = new Checkout();
            checkouts.set(mine);
        }
        return mine;
    }

    /** The state of this pool, made now where it is new: just opened, or open since before the agent came. */
    private @Nullable PoolState stateOf(Object pool, @Nullable Object config, @Nullable JdbcTarget target) {
        PoolSlot slot = known.find(pool);
        if (slot == null && pools.size() < MAX_POOLS) {
            slot = added(pool, config, target);
        }
        return slot == null ? null : slot.state;
    }

    private synchronized @Nullable PoolSlot added(Object pool, @Nullable Object config, @Nullable JdbcTarget target) {
        PoolSlot raced = known.find(pool);
        if (raced != null || pools.size() >= MAX_POOLS || known.size() >= MAX_KNOWN) {
            return raced;
        }
        PoolState made = null;
        try {
            PoolView view = views.of(pool, config);
            if (view != null) {
                String url = view.identity().url();
                JdbcTarget connectsTo = url == null ? target : JdbcTarget.of(url);
                made = new PoolState(unused(view.identity().stableName(target)), view, meters, sink);
                made.opened(connectsTo == null ? 0 : connections.resourceId(connectsTo));
                pools.add(made);
            }
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            made = null;
            degraded(pool, unreadable);
        }
        return known.add(pool, new PoolSlot(pool, made));
    }

    private void forget(PoolState pool) {
        pools.remove(pool);
        pool.series().forgetLevels();
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

    private void degraded(Object pool, Exception why) {
        String type = pool instanceof String ? "pool " + pool : pool.getClass().getName();
        health.degraded("pools", type + " cannot be read: " + why);
    }

    /** What is known of an object that hands something out: nothing where it is not followed, or was closed. */
    private static final class PoolSlot extends IdentityTable.Slot {

        private volatile @Nullable PoolState state;

        PoolSlot(Object pool, @Nullable PoolState state) {
            super(pool);
            this.state = state;
        }
    }

    /** The checkout that a thread is in. */
    private static final class Checkout {
        private boolean waits;
        private @Nullable PoolState pool;
        private long sinceNanos;
        private @Nullable String opening;
    }
}
