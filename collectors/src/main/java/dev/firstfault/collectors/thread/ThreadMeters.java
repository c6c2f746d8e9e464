package dev.firstfault.collectors.thread;

import dev.firstfault.signals.WaitKind;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the scrape shows of the host's threads. Names and labels are Micrometer's where it has them. */
public final class ThreadMeters {

    private final Map<Thread.State, Gauge> states = new EnumMap<>(Thread.State.class);
    private final Map<WaitKind, Gauge> waits = new EnumMap<>(WaitKind.class);
    private final Gauge deadlocked;
    private final Gauge monitorDeadlocked;
    private final MeterFamily<Gauge> families;

    public ThreadMeters(Meters meters) {
        MeterFamily<Gauge> byState =
                meters.gauge("jvm_threads_states_threads", "Threads by state, at the last scan.", "state");
        for (Thread.State state : Thread.State.values()) {
            states.put(state, byState.with(state.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }
        deadlocked = meters.gauge(
                        "jvm_threads_deadlocked_threads",
                        "Threads that wait for each other's monitors or locks, at the last scan.")
                .with();
        monitorDeadlocked = meters.gauge(
                        "jvm_threads_deadlocked_monitor_threads",
                        "Threads that wait for each other's monitors, at the last scan.")
                .with();
        MeterFamily<Gauge> byKind = meters.gauge(
                "firstfault_unlimited_waits_threads",
                "Threads that have waited for ten seconds or more, with no limit to it, for something that they need"
                        + " to go on.",
                "kind");
        for (WaitKind kind : WaitKind.values()) {
            waits.put(kind, byKind.with(kind.word()));
        }
        families = meters.gauge(
                "firstfault_threads",
                "Threads of the largest families: names that differ in digits only, ten threads or more.",
                "family");
    }

    void state(Thread.State state, int threads) {
        set(states.get(state), threads);
    }

    void waits(WaitKind kind, int threads) {
        set(waits.get(kind), threads);
    }

    void deadlocked(int threads, int byMonitors) {
        deadlocked.set(threads);
        monitorDeadlocked.set(byMonitors);
    }

    void family(String name, int threads) {
        families.with(name).set(threads);
    }

    void familyGone(String name) {
        families.remove(name);
    }

    private static void set(@Nullable Gauge gauge, int value) {
        if (gauge != null) {
            gauge.set(value);
        }
    }
}
