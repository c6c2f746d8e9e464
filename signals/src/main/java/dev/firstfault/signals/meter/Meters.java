package dev.firstfault.signals.meter;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All meter families of the process, by name. Thread-safe. A name asked for twice gives the same family.
 *
 * <p>Made before {@code main}, so without a lambda: the first of a JVM costs some 20 ms of CPU time.
 */
public final class Meters {

    private final Map<String, MeterFamily<?>> families = new ConcurrentSkipListMap<>();

    /** Counters; a name ends in {@code _total}. */
    public MeterFamily<Counter> counter(String name, String help, String... labelNames) {
        return family(new MeterFamily<Counter>(name, help, MeterType.COUNTER, labelNames) {
            @Override
            Counter make(String labels) {
                return new Counter(labels);
            }
        });
    }

    /** Counters of time; a name ends in {@code _seconds_total}. */
    public MeterFamily<TimeCounter> timeCounter(String name, String help, String... labelNames) {
        return family(new MeterFamily<TimeCounter>(name, help, MeterType.COUNTER, labelNames) {
            @Override
            TimeCounter make(String labels) {
                return new TimeCounter(labels);
            }
        });
    }

    /** Gauges, in base units. */
    public MeterFamily<Gauge> gauge(String name, String help, String... labelNames) {
        return family(new MeterFamily<Gauge>(name, help, MeterType.GAUGE, labelNames) {
            @Override
            Gauge make(String labels) {
                return new Gauge(labels);
            }
        });
    }

    /** Histograms of durations; a name ends in {@code _seconds}. */
    public MeterFamily<Histogram> histogram(String name, String help, String... labelNames) {
        return family(new MeterFamily<Histogram>(name, help, MeterType.HISTOGRAM, labelNames) {
            @Override
            Histogram make(String labels) {
                return new Histogram(labels);
            }
        });
    }

    /** The families, by name. */
    public Collection<MeterFamily<?>> families() {
        return Collections.unmodifiableCollection(families.values());
    }

    @SuppressWarnings("unchecked") // a name stands for one type; asked for as another it fails below
    private <M extends Meter> MeterFamily<M> family(MeterFamily<M> made) {
        MeterFamily<?> known = families.putIfAbsent(made.name(), made);
        if (known == null) {
            return made;
        }
        if (known.type() != made.type()) {
            throw new IllegalArgumentException(
                    made.name() + " is a " + known.type().word());
        }
        return (MeterFamily<M>) known;
    }
}
