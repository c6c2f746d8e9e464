package dev.firstfault.exporters.prometheus;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;
import dev.firstfault.signals.meter.TimeCounter;

/**
 * The levels of the latest frame as meters: Micrometer's names and labels where it has one for just this quantity, the
 * names of Prometheus's own client for the process, {@code firstfault_} for what nobody names. A level that could not be
 * read keeps its last value; one never read is left out. One writer; allocates next to nothing.
 */
public final class FrameMeters {

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final GaugeOf[] gauges;
    private final CounterOf[] counters;
    private final TimeOf[] times;
    private final Gauge liveData;
    private final Gauge uptime;
    private final double startToOriginSeconds;
    private long fullCollections = Frame.UNKNOWN;

    /** @param originEpochMillis when the timeline of the frames begins */
    public FrameMeters(Meters meters, ProcessInfo process, long originEpochMillis) {
        long startMillis = process.number(ProcessInfo.START_EPOCH_MILLIS, originEpochMillis);
        startToOriginSeconds = (originEpochMillis - startMillis) / MILLIS_PER_SECOND;
        gauges = gauges(meters);
        counters = counters(meters);
        times = times(meters);
        liveData = meters.gauge(
                        "jvm_gc_live_data_size_bytes", "Heap in use right after the last collection of all of it.")
                .with();
        uptime = meters.gauge("process_uptime_seconds", "Time since the process started, at the last sample.")
                .with();
        meters.gauge("process_start_time_seconds", "When the process started, seconds since 1970.")
                .with()
                .set(startMillis / MILLIS_PER_SECOND);
        setLimit(meters, "process_files_max_files", process);
        setLimit(meters, "process_max_fds", process);
        long maxHeap = process.number(ProcessInfo.MAX_HEAP_BYTES, Frame.UNKNOWN);
        Gauge max = meters.gauge("jvm_memory_max_bytes", "Most that may be used; the heap as a whole.", "area", "id")
                .with("heap", "heap");
        if (maxHeap != Frame.UNKNOWN) {
            max.set((double) maxHeap);
        }
    }

    /** Takes over a frame. */
    public void update(Frame frame) {
        uptime.set(startToOriginSeconds + frame.atNanos() / NANOS_PER_SECOND);
        for (GaugeOf gauge : gauges) {
            gauge.update(frame);
        }
        for (CounterOf counter : counters) {
            counter.update(frame);
        }
        for (TimeOf time : times) {
            time.update(frame);
        }
        long full = frame.get(FrameField.FULL_GC_COUNT);
        if (full != Frame.UNKNOWN && full != fullCollections) {
            boolean seenRising = fullCollections != Frame.UNKNOWN || full > 0;
            fullCollections = full;
            if (seenRising && frame.has(FrameField.HEAP_AFTER_GC)) {
                liveData.set((double) frame.get(FrameField.HEAP_AFTER_GC));
            }
        }
    }

    private static void setLimit(Meters meters, String name, ProcessInfo process) {
        MeterFamily<Gauge> family = meters.gauge(name, "Most file descriptors that may be open.");
        long limit = process.number(ProcessInfo.MAX_FILES, Frame.UNKNOWN);
        if (limit != Frame.UNKNOWN) {
            family.with().set((double) limit);
        }
    }

    private static GaugeOf[] gauges(Meters meters) {
        String used = "Memory in use; the heap as a whole, outside of it what is measured.";
        String committed = "Memory committed; the heap as a whole.";
        return new GaugeOf[] {
            new GaugeOf(
                    FrameField.HEAP_USED,
                    1,
                    meters.gauge("jvm_memory_used_bytes", used, "area", "id").with("heap", "heap")),
            new GaugeOf(
                    FrameField.METASPACE,
                    1,
                    meters.gauge("jvm_memory_used_bytes", used, "area", "id").with("nonheap", "Metaspace")),
            new GaugeOf(
                    FrameField.HEAP_COMMITTED,
                    1,
                    meters.gauge("jvm_memory_committed_bytes", committed, "area", "id")
                            .with("heap", "heap")),
            new GaugeOf(
                    FrameField.DIRECT,
                    1,
                    meters.gauge("jvm_buffer_memory_used_bytes", "Memory that buffers outside the heap use.", "id")
                            .with("direct")),
            gauge(meters, FrameField.THREADS, "jvm_threads_live_threads", "Live threads."),
            gauge(meters, FrameField.CLASSES, "jvm_classes_loaded_classes", "Loaded classes."),
            gauge(meters, FrameField.OPEN_FILES, "process_files_open_files", "Open file descriptors."),
            gauge(meters, FrameField.OPEN_FILES, "process_open_fds", "Open file descriptors."),
            gauge(meters, FrameField.RSS, "process_resident_memory_bytes", "Resident memory of the process."),
            gauge(meters, FrameField.SWAPPED, "firstfault_swapped_bytes", "Memory of the process that is swapped out."),
            gauge(
                    meters,
                    FrameField.HOST_AVAILABLE,
                    "firstfault_host_memory_available_bytes",
                    "Memory that the host can give out without swapping."),
            gauge(
                    meters,
                    FrameField.HEAP_AFTER_GC,
                    "firstfault_heap_after_gc_bytes",
                    "Heap in use right after the last collection of any kind."),
            gauge(
                    meters,
                    FrameField.CGROUP_CURRENT,
                    "firstfault_cgroup_memory_current_bytes",
                    "Memory charged to the control group."),
            gauge(
                    meters,
                    FrameField.CGROUP_LIMIT,
                    "firstfault_cgroup_memory_limit_bytes",
                    "Memory limit of the control group; missing where there is none."),
            seconds(
                    meters,
                    FrameField.GC_DEBT_MILLIS,
                    "firstfault_gc_debt_seconds",
                    "Grows by collection time, shrinks by a fifth of the running time; minutes of it are a thrashing heap."),
            seconds(
                    meters,
                    FrameField.LATE_MILLIS,
                    "firstfault_sampler_lateness_seconds",
                    "How much later than planned the last sample was taken: pauses, starvation."),
        };
    }

    private static CounterOf[] counters(Meters meters) {
        return new CounterOf[] {
            new CounterOf(
                    FrameField.GC_COUNT, meters.counter("firstfault_gc_collections_total", "Collections of any kind.")),
            new CounterOf(
                    FrameField.FULL_GC_COUNT,
                    meters.counter("firstfault_gc_full_collections_total", "Collections of all of the heap.")),
            new CounterOf(
                    FrameField.CGROUP_LIMIT_HITS,
                    meters.counter(
                            "firstfault_cgroup_memory_limit_hits_total",
                            "How often the control group was at its memory limit.")),
        };
    }

    private static TimeOf[] times(Meters meters) {
        return new TimeOf[] {
            new TimeOf(
                    FrameField.GC_MILLIS, meters.timeCounter("firstfault_gc_seconds_total", "Time spent collecting.")),
            new TimeOf(
                    FrameField.CPU_MILLIS, meters.timeCounter("process_cpu_seconds_total", "CPU time of the process.")),
            new TimeOf(
                    FrameField.CPU_THROTTLED_MILLIS,
                    meters.timeCounter(
                            "firstfault_cgroup_cpu_throttled_seconds_total",
                            "Time the control group was kept off the CPUs.")),
        };
    }

    private static GaugeOf gauge(Meters meters, FrameField field, String name, String help) {
        return new GaugeOf(field, 1, meters.gauge(name, help).with());
    }

    private static GaugeOf seconds(Meters meters, FrameField millis, String name, String help) {
        return new GaugeOf(millis, MILLIS_PER_SECOND, meters.gauge(name, help).with());
    }

    /** A level and the gauge that shows it. */
    private static final class GaugeOf {
        private final FrameField field;
        private final double perUnit;
        private final Gauge gauge;

        GaugeOf(FrameField field, double perUnit, Gauge gauge) {
            this.field = field;
            this.perUnit = perUnit;
            this.gauge = gauge;
        }

        void update(Frame frame) {
            if (frame.has(field)) {
                gauge.set(frame.get(field) / perUnit);
            }
        }
    }

    /** A count since the start of the process and the counter that follows it, made when the count is known. */
    private static final class CounterOf {
        private final FrameField field;
        private final MeterFamily<Counter> family;

        CounterOf(FrameField field, MeterFamily<Counter> family) {
            this.field = field;
            this.family = family;
        }

        void update(Frame frame) {
            if (!frame.has(field)) {
                return;
            }
            Counter counter = family.with();
            counter.add(Math.max(0, frame.get(field) - counter.value()));
        }
    }

    /** A time since the start of the process and the counter that follows it, made when the time is known. */
    private static final class TimeOf {
        private final FrameField millis;
        private final MeterFamily<TimeCounter> family;

        TimeOf(FrameField millis, MeterFamily<TimeCounter> family) {
            this.millis = millis;
            this.family = family;
        }

        void update(Frame frame) {
            if (!frame.has(millis)) {
                return;
            }
            TimeCounter counter = family.with();
            counter.add(Math.max(0, frame.get(millis) * NANOS_PER_MILLI - counter.nanos()));
        }
    }
}
