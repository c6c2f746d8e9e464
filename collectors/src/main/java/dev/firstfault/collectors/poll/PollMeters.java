package dev.firstfault.collectors.poll;

import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/** The meter families of servers that are asked. */
public final class PollMeters {

    private static final String NODE = "node";
    private static final String POOL = "pool";
    private static final String BREAKER = "breaker";

    final MeterFamily<Gauge> up;
    final MeterFamily<Gauge> duration;
    final MeterFamily<Gauge> active;
    final MeterFamily<Gauge> queue;
    final MeterFamily<Gauge> queueCapacity;
    final MeterFamily<Gauge> threads;
    final MeterFamily<Counter> rejected;
    final MeterFamily<Gauge> pressure;
    final MeterFamily<Gauge> pressureLimit;
    final MeterFamily<Counter> pressureRejections;
    final MeterFamily<Gauge> breaker;
    final MeterFamily<Gauge> breakerLimit;
    final MeterFamily<Counter> trips;

    public PollMeters(Meters meters) {
        up = meters.gauge(
                "firstfault_es_poll_up", "1 while a server that is asked answers, 0 while it does not.", "target");
        duration = meters.gauge(
                "firstfault_es_poll_seconds", "Time that its last answers took, or until it was given up.", "target");
        active = meters.gauge("firstfault_es_pool_active", "Threads of a server's pool at work.", NODE, POOL);
        queue = meters.gauge("firstfault_es_pool_queue", "Tasks in the queue of a server's pool.", NODE, POOL);
        queueCapacity = meters.gauge(
                "firstfault_es_pool_queue_capacity",
                "Tasks that the queue of a server's pool takes, where it is bounded.",
                NODE,
                POOL);
        threads = meters.gauge("firstfault_es_pool_threads", "Threads of a server's pool.", NODE, POOL);
        rejected = meters.counter(
                "firstfault_es_pool_rejected_total",
                "Tasks that a server's pool refused since it is asked; a task may be many items of a bulk.",
                NODE,
                POOL);
        pressure = meters.gauge(
                "firstfault_es_indexing_pressure_bytes", "Bytes of writes that a node has under way.", NODE);
        pressureLimit = meters.gauge(
                "firstfault_es_indexing_pressure_limit_bytes", "Bytes of writes that a node may have under way.", NODE);
        pressureRejections = meters.counter(
                "firstfault_es_indexing_pressure_rejections_total",
                "Writes that a node refused because of the bytes under way, since it is asked.",
                NODE,
                "stage");
        breaker = meters.gauge(
                "firstfault_es_breaker_bytes", "Bytes that a circuit breaker of a node counts.", NODE, BREAKER);
        breakerLimit = meters.gauge("firstfault_es_breaker_limit_bytes", "Bytes at which it trips.", NODE, BREAKER);
        trips = meters.counter(
                "firstfault_es_breaker_trips_total",
                "How often a circuit breaker tripped since its node is asked.",
                NODE,
                BREAKER);
    }

    /** A node is gone: its levels are not known. What was counted stays. */
    void forgetPool(String node, String pool) {
        active.remove(node, pool);
        queue.remove(node, pool);
        queueCapacity.remove(node, pool);
        threads.remove(node, pool);
    }

    void forgetPressure(String node) {
        pressure.remove(node);
        pressureLimit.remove(node);
    }

    void forgetBreaker(String node, String name) {
        breaker.remove(node, name);
        breakerLimit.remove(node, name);
    }
}
