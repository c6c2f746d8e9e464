package dev.firstfault.exporters.prometheus;

import dev.firstfault.signals.Health;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/** What the agent tells about itself: its version, what it dropped, which parts of it do not work. Thread-safe. */
public final class AgentMeters implements Health {

    private final MeterFamily<Gauge> degraded;
    private final Counter dropped;

    public AgentMeters(Meters meters, String version) {
        meters.gauge("firstfault_build_info", "The agent; always 1.", "version")
                .with(version)
                .set(1);
        degraded = meters.gauge(
                "firstfault_degraded",
                "1 for a part of the agent that works less than it should, or not at all.",
                "part");
        dropped = meters.counter(
                        "firstfault_signals_dropped_total", "Signals that were seen and could not be recorded.")
                .with();
    }

    /** Shows the part; why is for the black box and for people. */
    @Override
    public void degraded(String part, String why) {
        degraded.with(part).set(1);
    }

    /** Counts signals that could not be recorded. */
    public void dropped(long signals) {
        dropped.add(signals);
    }
}
