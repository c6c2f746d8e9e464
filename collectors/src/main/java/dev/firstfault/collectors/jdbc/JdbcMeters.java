package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/** The meter families of JDBC targets. */
final class JdbcMeters {

    private final MeterFamily<Counter> failures;
    private final MeterFamily<Histogram> connectTime;
    private final MeterFamily<Gauge> open;

    JdbcMeters(Meters meters) {
        failures = meters.counter(
                "firstfault_jdbc_connect_failures_total",
                "Connections that could not be opened, by the reason the server or the network gave.",
                "target",
                "reason");
        connectTime = meters.histogram(
                "firstfault_jdbc_connect_seconds", "Time to open a connection, or to fail to.", "target");
        open = meters.gauge(
                "firstfault_jdbc_open_connections", "Physical connections that this process holds open.", "target");
    }

    MeterFamily<Counter> failures() {
        return failures;
    }

    MeterFamily<Histogram> connectTime() {
        return connectTime;
    }

    MeterFamily<Gauge> open() {
        return open;
    }
}
