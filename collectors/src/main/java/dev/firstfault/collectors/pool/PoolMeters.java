package dev.firstfault.collectors.pool;

import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/** The meter families of every pool: Spring Boot's, with exactly its label, so that existing dashboards work; and our own. */
final class PoolMeters {

    private static final String POOL = "pool";
    private static final String NAME = "name";

    final MeterFamily<Gauge> active;
    final MeterFamily<Gauge> idle;
    final MeterFamily<Gauge> maximum;
    final MeterFamily<Gauge> minimum;
    final MeterFamily<Gauge> pending;
    final MeterFamily<Gauge> longestHold;
    final MeterFamily<Histogram> acquire;
    final MeterFamily<Histogram> hold;
    final MeterFamily<Counter> timeouts;
    final MeterFamily<Counter> creations;
    final MeterFamily<Counter> creationFailures;
    final MeterFamily<Counter> openings;
    final HikariMeters hikari;

    PoolMeters(Meters meters) {
        active = meters.gauge("jdbc_connections_active", "Connections checked out.", NAME);
        idle = meters.gauge("jdbc_connections_idle", "Connections idle in the pool.", NAME);
        maximum = meters.gauge("jdbc_connections_max", "Most connections the pool may open; -1: no limit.", NAME);
        minimum = meters.gauge("jdbc_connections_min", "Fewest connections the pool keeps idle.", NAME);
        pending = meters.gauge("firstfault_jdbc_pool_pending", "Threads waiting for a connection.", POOL);
        longestHold = meters.gauge(
                "firstfault_jdbc_longest_hold_seconds",
                "How long ago the connection was checked out that has been out the longest; 0 where none is.",
                POOL);
        acquire = meters.histogram("firstfault_jdbc_acquire_seconds", "Wait for a connection, also in vain.", POOL);
        hold = meters.histogram("firstfault_jdbc_hold_seconds", "Time from checkout to return.", POOL);
        timeouts = meters.counter("firstfault_jdbc_acquire_timeouts_total", "Checkouts that timed out.", POOL);
        creations = meters.counter("firstfault_jdbc_pool_creations_total", "Connections that the pool created.", POOL);
        creationFailures = meters.counter(
                "firstfault_jdbc_pool_creation_failures_total", "Connections that the pool failed to create.", POOL);
        openings = meters.counter(
                "firstfault_jdbc_pool_openings_total",
                "Pools that were begun to be constructed, also those that failed.",
                POOL);
        hikari = new HikariMeters(meters);
    }

    /** Forgets the levels of a pool that is gone; what was counted stays. */
    void forgetLevels(String pool) {
        active.remove(pool);
        idle.remove(pool);
        maximum.remove(pool);
        minimum.remove(pool);
        pending.remove(pool);
        longestHold.remove(pool);
        hikari.forgetLevels(pool);
    }
}
