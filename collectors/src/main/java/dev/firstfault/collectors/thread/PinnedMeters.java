package dev.firstfault.collectors.thread;

import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.Meters;

/** What the scrape shows of virtual threads that do not leave their carriers; made when the host uses virtual threads. */
public final class PinnedMeters {

    final Histogram times;
    final Gauge now;

    public PinnedMeters(Meters meters) {
        times = meters.histogram(
                        "firstfault_virtual_thread_pinned_seconds",
                        "Time that virtual threads were parked without leaving their carriers, from 20 ms on.")
                .with();
        now = meters.gauge(
                        "firstfault_pinned_virtual_threads",
                        "Virtual threads that are parked and did not leave their carriers.")
                .with();
    }
}
