package dev.firstfault.collectors.pool;

import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/**
 * The meter families of pools: Micrometer's names for HikariCP, Spring Boot's for any pool, with exactly their labels, so
 * that existing dashboards work; and our own.
 */
final class PoolMeters {

    private static final String POOL = "pool";
    private static final String NAME = "name";

    final MeterFamily<Gauge> total;
    final MeterFamily<Gauge> active;
    final MeterFamily<Gauge> idle;
    final MeterFamily<Gauge> pending;
    final MeterFamily<Gauge> maximum;
    final MeterFamily<Gauge> minimum;
    final MeterFamily<Counter> timeouts;
    final MeterFamily<Histogram> hikariAcquire;
    final MeterFamily<Histogram> usage;
    final MeterFamily<Gauge> jdbcActive;
    final MeterFamily<Gauge> jdbcIdle;
    final MeterFamily<Gauge> jdbcMaximum;
    final MeterFamily<Gauge> jdbcMinimum;
    final MeterFamily<Histogram> acquire;
    final MeterFamily<Counter> openings;

    PoolMeters(Meters meters) {
        total = meters.gauge("hikaricp_connections", "Connections in the pool.", POOL);
        active = meters.gauge("hikaricp_connections_active", "Connections checked out.", POOL);
        idle = meters.gauge("hikaricp_connections_idle", "Connections idle in the pool.", POOL);
        pending = meters.gauge("hikaricp_connections_pending", "Threads waiting for a connection.", POOL);
        maximum = meters.gauge("hikaricp_connections_max", "Most connections the pool may open.", POOL);
        minimum = meters.gauge("hikaricp_connections_min", "Fewest connections the pool keeps idle.", POOL);
        timeouts = meters.counter("hikaricp_connections_timeout_total", "Checkouts that timed out.", POOL);
        hikariAcquire = meters.histogram(
                "hikaricp_connections_acquire_seconds", "Wait for a connection; 0 where one was idle.", POOL);
        usage = meters.histogram("hikaricp_connections_usage_seconds", "Time from checkout to return.", POOL);
        jdbcActive = meters.gauge("jdbc_connections_active", "Connections checked out.", NAME);
        jdbcIdle = meters.gauge("jdbc_connections_idle", "Connections idle in the pool.", NAME);
        jdbcMaximum = meters.gauge("jdbc_connections_max", "Most connections the pool may open.", NAME);
        jdbcMinimum = meters.gauge("jdbc_connections_min", "Fewest connections the pool keeps idle.", NAME);
        acquire = meters.histogram(
                "firstfault_jdbc_acquire_seconds", "Wait for a connection; 0 where one was idle.", POOL);
        openings = meters.counter(
                "firstfault_jdbc_pool_openings_total",
                "Pools that were begun to be constructed, also those that failed.",
                POOL);
    }

    /** Forgets the levels of a pool that is gone; what was counted stays. */
    void forgetLevels(String pool) {
        total.remove(pool);
        active.remove(pool);
        idle.remove(pool);
        pending.remove(pool);
        maximum.remove(pool);
        minimum.remove(pool);
        jdbcActive.remove(pool);
        jdbcIdle.remove(pool);
        jdbcMaximum.remove(pool);
        jdbcMinimum.remove(pool);
    }
}
