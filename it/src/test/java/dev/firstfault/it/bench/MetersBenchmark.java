package dev.firstfault.it.bench;

import dev.firstfault.exporters.prometheus.Exposition;
import dev.firstfault.exporters.prometheus.MetricsPage;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What does it cost to count, to time, and to write the page of 500 series? The page goes nowhere: no socket is in the figure. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MetersBenchmark {
    private static final int COUNTERS =
            4; // of 83 series each; with the two below and eleven histograms of 14 lines: 501
    private static final int COUNTER_SERIES = 83;
    private static final int HISTOGRAMS = 11;

    private final Meters meters = new Meters();
    private final MetricsPage page = new MetricsPage(meters);
    private final OutputStream nowhere = OutputStream.nullOutputStream();
    private final Counter counter = meters.counter("counted_total", "Things.").with();
    private final Histogram histogram =
            meters.histogram("timed_seconds", "Times.").with();
    private long waitNanos;

    @Setup
    public void fill() {
        for (int i = 0; i < COUNTERS; i++) {
            MeterFamily<Counter> family = meters.counter("family_" + i + "_total", "Things of a kind.", "target");
            for (int j = 0; j < COUNTER_SERIES; j++) {
                family.with("jdbc:mysql://db-" + j + ":3306/hive").add(123_456L * j);
            }
        }
        for (int i = 0; i < HISTOGRAMS; i++) {
            meters.histogram("waits_seconds", "Waits.", "pool")
                    .with("pool-" + i)
                    .observe(1_234_567L * i);
        }
    }

    @Benchmark
    public void increment() {
        counter.increment();
    }

    @Benchmark
    public void observe() {
        waitNanos = waitNanos * 31 + 7 & 0x3_FFFF_FFFFL; // some 17 s at most: all buckets
        histogram.observe(waitNanos);
    }

    @Benchmark
    public void scrapeOf500Series() throws IOException {
        page.writeTo(nowhere, Exposition.TEXT);
    }
}
