package dev.firstfault.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.meter.Meters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FrameMetersTest {

    private static final long ORIGIN_MILLIS = 1_700_000_000_500L;

    private final Meters meters = new Meters();
    private final FrameMeters frameMeters = new FrameMeters(
            meters,
            new ProcessInfo(
                    Map.of(ProcessInfo.START_EPOCH_MILLIS, "1700000000000", ProcessInfo.MAX_HEAP_BYTES, "1073741824")),
            ORIGIN_MILLIS);
    private final Frame frame = new Frame();

    @Test
    void levelsHaveMicrometersNamesAndBaseUnits() throws IOException {
        frame.atNanos(1_500_000_000L);
        frame.set(FrameField.HEAP_USED, 1_000);
        frame.set(FrameField.HEAP_COMMITTED, 2_000);
        frame.set(FrameField.METASPACE, 3_000);
        frame.set(FrameField.DIRECT, 4_000);
        frame.set(FrameField.THREADS, 12);
        frame.set(FrameField.CLASSES, 800);
        frame.set(FrameField.RSS, 5_000);
        frame.set(FrameField.OPEN_FILES, 40);
        frame.set(FrameField.GC_COUNT, 7);
        frame.set(FrameField.GC_MILLIS, 1_250);
        frame.set(FrameField.GC_DEBT_MILLIS, 1_500);
        frame.set(FrameField.CPU_MILLIS, 2_340);
        frameMeters.update(frame);
        assertThat(samples()).isEqualTo("""
                firstfault_gc_collections_total 7
                firstfault_gc_debt_seconds 1.5
                firstfault_gc_seconds_total 1.25
                jvm_buffer_memory_used_bytes{id="direct"} 4000
                jvm_classes_loaded_classes 800
                jvm_memory_committed_bytes{area="heap",id="heap"} 2000
                jvm_memory_max_bytes{area="heap",id="heap"} 1073741824
                jvm_memory_used_bytes{area="heap",id="heap"} 1000
                jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 3000
                jvm_threads_live_threads 12
                process_cpu_seconds_total 2.34
                process_files_open_files 40
                process_open_fds 40
                process_resident_memory_bytes 5000
                process_start_time_seconds 1700000000
                process_uptime_seconds 2
                """);
    }

    @Test
    void countsSinceTheStartBecomeCountersOfTheSameValue() throws IOException {
        for (long count : new long[] {3, 3, 10, 9}) {
            frame.set(FrameField.GC_COUNT, count);
            frameMeters.update(frame);
        }
        assertThat(samples()).contains("firstfault_gc_collections_total 10\n");
    }

    @Test
    void theLiveSetIsKnownOnlyAfterACollectionOfTheWholeHeap() throws IOException {
        frame.set(FrameField.FULL_GC_COUNT, 0);
        frame.set(FrameField.HEAP_AFTER_GC, 700);
        frameMeters.update(frame);
        assertThat(samples())
                .contains("firstfault_heap_after_gc_bytes 700\n")
                .doesNotContain("jvm_gc_live_data_size_bytes");
        frame.set(FrameField.FULL_GC_COUNT, 1);
        frame.set(FrameField.HEAP_AFTER_GC, 300);
        frameMeters.update(frame);
        frame.set(FrameField.HEAP_AFTER_GC, 650);
        frameMeters.update(frame);
        assertThat(samples())
                .contains("firstfault_heap_after_gc_bytes 650\n")
                .contains("jvm_gc_live_data_size_bytes 300\n");
    }

    private String samples() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MetricsPage(meters).writeTo(out, Exposition.TEXT);
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
