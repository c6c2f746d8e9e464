package dev.firstfault.collectors.http;

import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/** The meter families of the connections that HTTP clients keep. */
final class HttpPoolMeters {

    private static final String TARGET = "target";

    final MeterFamily<Gauge> connections;
    final MeterFamily<Gauge> waiting;
    final MeterFamily<Gauge> limit;
    final MeterFamily<Histogram> waitTime;

    HttpPoolMeters(Meters meters) {
        connections = meters.gauge(
                "firstfault_http_pool_connections",
                "Connections that a client keeps to the target; of several clients, the one that is shortest of them.",
                TARGET,
                "state");
        waiting = meters.gauge(
                "firstfault_http_pool_waiting", "Requests of that client that wait for a connection.", TARGET);
        limit = meters.gauge(
                "firstfault_http_pool_limit",
                "Most connections that client may use for the target, as it uses the rest now.",
                TARGET);
        waitTime = meters.histogram(
                "firstfault_http_pool_wait_seconds",
                "Time that requests of blocking clients waited for a connection.",
                TARGET);
    }
}
