package dev.firstfault.collectors.http;

import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The pools of connections that HTTP clients keep. Where several clients talk to one server, its numbers are those of the client
 * whose requests find it hardest to get a connection. Thread-safe; {@link #tick} is the agent's.
 */
final class ClientPools {

    /** Enough for the nodes of a cluster; a search goes over all. */
    private static final int MOST_POOLS = 64;

    private final HttpPoolMeters meters;
    private final SignalSink sink;
    private final CopyOnWriteArrayList<ClientPool> pools = new CopyOnWriteArrayList<>();
    private final Map<HttpTarget, TargetPool> byTarget = new ConcurrentHashMap<>();

    ClientPools(Meters meters, SignalSink sink) {
        this.meters = new HttpPoolMeters(meters);
        this.sink = sink;
    }

    /** The pool with its route to this server; null where there are too many, or it cannot be read. */
    @Nullable
    ClientPool seen(Object manager, Object route, HttpTarget target) {
        ClientPool known = find(manager, route);
        return known == null ? add(manager, route, target) : known;
    }

    private @Nullable ClientPool find(Object manager, Object route) {
        for (ClientPool pool : pools) {
            if (pool.isOf(manager, route)) {
                return pool;
            }
        }
        return null;
    }

    private synchronized @Nullable ClientPool add(Object manager, Object route, HttpTarget target) {
        ClientPool known = find(manager, route);
        if (known != null || pools.size() >= MOST_POOLS) {
            return known;
        }
        ClientPool made = ClientPool.of(
                manager, route, byTarget.computeIfAbsent(target, key -> new TargetPool(key.resource(), meters)));
        if (made != null) {
            pools.add(made);
        }
        return made;
    }

    /** The levels at the last look, or null where nothing is known. */
    @Nullable
    PoolLevels last(HttpTarget target) {
        TargetPool known = byTarget.get(target);
        return known == null ? null : known.last();
    }

    /** Once a second. */
    void tick() {
        Map<TargetPool, PoolLevels> tightest = new HashMap<>();
        for (ClientPool pool : pools) {
            if (pool.isGone()) {
                pools.remove(pool);
                continue;
            }
            PoolLevels levels = pool.read();
            PoolLevels known = tightest.get(pool.target());
            if (levels != null && (known == null || levels.isTighterThan(known))) {
                tightest.put(pool.target(), levels);
            }
        }
        for (TargetPool target : byTarget.values()) {
            target.tick(tightest.get(target), sink);
        }
    }
}
