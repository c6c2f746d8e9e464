package dev.firstfault.collectors.executor;

import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/** The meter families of event loops: Micrometer's, with loops of one name together. */
public final class EventLoopMeters {

    final MeterFamily<Gauge> pending;
    final MeterFamily<Gauge> workers;
    final MeterFamily<Counter> rejected;

    public EventLoopMeters(Meters meters) {
        pending = meters.gauge(
                "netty_eventexecutor_tasks_pending", "Tasks that wait for event loops of this name.", "name");
        workers = meters.gauge("netty_eventexecutor_workers", "Event loops that have a thread.");
        rejected = new ExecutorMeters(meters).rejected;
    }
}
