package dev.firstfault.signals.meter;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** All meter families of the process, by name. Thread-safe. A name asked for twice gives the same family. */
public final class Meters {

    private final Map<String, MeterFamily<?>> families = new ConcurrentSkipListMap<>();

    /** Counters; a name ends in {@code _total}. */
    public MeterFamily<Counter> counter(String name, String help, String... labelNames) {
        return family(name, help, MeterType.COUNTER, Counter::new, labelNames);
    }

    /** Counters of time; a name ends in {@code _seconds_total}. */
    public MeterFamily<TimeCounter> timeCounter(String name, String help, String... labelNames) {
        return family(name, help, MeterType.COUNTER, TimeCounter::new, labelNames);
    }

    /** Gauges, in base units. */
    public MeterFamily<Gauge> gauge(String name, String help, String... labelNames) {
        return family(name, help, MeterType.GAUGE, Gauge::new, labelNames);
    }

    /** Histograms of durations; a name ends in {@code _seconds}. */
    public MeterFamily<Histogram> histogram(String name, String help, String... labelNames) {
        return family(name, help, MeterType.HISTOGRAM, Histogram::new, labelNames);
    }

    /** The families, by name. */
    public Collection<MeterFamily<?>> families() {
        return Collections.unmodifiableCollection(families.values());
    }

    @SuppressWarnings("unchecked") // a name stands for one type; asked for as another it fails below
    private <M extends Meter> MeterFamily<M> family(
            String name, String help, MeterType type, Function<String, M> make, String... labelNames) {
        MeterFamily<?> family =
                families.computeIfAbsent(name, unused -> new MeterFamily<M>(name, help, type, labelNames, make));
        if (family.type() != type) {
            throw new IllegalArgumentException(name + " is a " + family.type().word());
        }
        return (MeterFamily<M>) family;
    }
}
