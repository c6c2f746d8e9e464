package dev.firstfault.collectors.pool;

import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/**
 * What Micrometer calls the meters of HikariCP, with exactly its label, so that existing dashboards work. HikariCP's own
 * metrics SPI is left to the host: the hooks see all of it.
 */
final class HikariMeters {

    private static final String POOL = "pool";

    final MeterFamily<Gauge> total;
    final MeterFamily<Gauge> active;
    final MeterFamily<Gauge> idle;
    final MeterFamily<Gauge> pending;
    final MeterFamily<Gauge> maximum;
    final MeterFamily<Gauge> minimum;
    final MeterFamily<Counter> timeouts;
    final MeterFamily<Histogram> acquire;
    final MeterFamily<Histogram> creation;
    final MeterFamily<Histogram> usage;

    HikariMeters(Meters meters) {
        total = meters.gauge("hikaricp_connections", "Connections in the pool.", POOL);
        active = meters.gauge("hikaricp_connections_active", "Connections checked out.", POOL);
        idle = meters.gauge("hikaricp_connections_idle", "Connections idle in the pool.", POOL);
        pending = meters.gauge("hikaricp_connections_pending", "Threads waiting for a connection.", POOL);
        maximum = meters.gauge("hikaricp_connections_max", "Most connections the pool may open.", POOL);
        minimum = meters.gauge("hikaricp_connections_min", "Fewest connections the pool keeps idle.", POOL);
        timeouts = meters.counter("hikaricp_connections_timeout_total", "Checkouts that timed out.", POOL);
        acquire = meters.histogram(
                "hikaricp_connections_acquire_seconds", "Wait for a connection; 0 where one was idle.", POOL);
        creation = meters.histogram(
                "hikaricp_connections_creation_seconds", "Time to create a connection; failures do not count.", POOL);
        usage = meters.histogram("hikaricp_connections_usage_seconds", "Time from checkout to return.", POOL);
    }

    void forgetLevels(String pool) {
        total.remove(pool);
        active.remove(pool);
        idle.remove(pool);
        pending.remove(pool);
        maximum.remove(pool);
        minimum.remove(pool);
    }
}
