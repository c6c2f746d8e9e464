package dev.firstfault.collectors.flight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllocationSamplesTest {

    private static final long MB = 1 << 20;
    private static final long S = 1_000_000_000L;
    private static final List<String> READ = List.of(
            "java.util.Arrays.copyOf(line 3537)",
            "com.example.Files.readAll(line 12)",
            "com.example.Main.main(line 7)");

    private final Clocked sink = new Clocked();
    private final Map<Long, Long> before = new HashMap<>();
    private final AllocationSamples samples = new AllocationSamples(sink, 256 * MB, before);

    @Test
    void aLargeArrayIsToldWithItsThreadAndThePlaceInTheApplication() {
        samples.sampled(7, "loader-12", 48 * MB, "byte[]", READ);
        samples.sampled(8, "worker-1", 20 * MB, "long[]", READ);
        samples.flushed();
        Signal large = sink.only(SignalKind.LARGE_ALLOCATION);
        assertThat(large.v1()).isEqualTo(48 * MB);
        assertThat(large.v2()).as("of a sample").isZero();
        assertThat(large.resource()).isNotNull().extracting(Resource::name).isEqualTo("loader-*");
        assertThat(large.error())
                .isNotNull()
                .extracting(ErrorDetail::message, ErrorDetail::frames)
                .containsExactly(
                        "byte[] at com.example.Files.readAll(line 12)",
                        "com.example.Files.readAll(line 12)\ncom.example.Main.main(line 7)");
    }

    @Test
    void theSamePlaceIsToldAgainWhenItTookMoreOrAMinuteLater() {
        for (long mb : new long[] {40, 42, 40, 60}) {
            samples.required("loader-1", mb * MB, READ);
            samples.flushed();
        }
        assertThat(sink.told).extracting(Signal::v1).containsExactly(40 * MB, 60 * MB);
        assertThat(sink.told).extracting(Signal::v2).containsOnly(1L);
        sink.now += 60 * S;
        samples.required("loader-1", 30 * MB, READ);
        samples.flushed();
        assertThat(sink.told)
                .filteredOn(signal -> signal.kind() == SignalKind.LARGE_ALLOCATION)
                .hasSize(3);
    }

    @Test
    void everOtherPlacesDoNotFillTheBox() {
        for (int second = 0; second < 60; second++) {
            sink.now += S;
            samples.required("loader-1", 40 * MB, List.of("com.example.Generated" + second + ".read(line 1)"));
            samples.flushed();
        }
        assertThat(sink.told).hasSize(24);
    }

    @Test
    void whatWasAllocatedBeforeTheRecordingAndWhatIsNoArrayAreNoLargeAllocations() {
        before.put(1L, 500 * MB);
        samples.sampled(1, "main", 502 * MB, "byte[]", READ);
        samples.sampled(2, "busy", 200 * MB, "java.lang.String", READ);
        samples.sampled(3, "firstfault-ticker", 200 * MB, "byte[]", READ);
        samples.flushed();
        assertThat(sink.told).isEmpty();
    }

    @Test
    void thePlaceThatAllocatesMostIsToldOnceUntilItChanges() {
        for (int window = 0; window < 6; window++) {
            window("com.example.Cache.put(line 9)", 30);
        }
        assertThat(sink.told).hasSize(1);
        Signal site = sink.only(SignalKind.ALLOCATION_SITE);
        assertThat(site.v1()).isEqualTo(30 * MB);
        assertThat(site.v2()).isEqualTo(31 * MB);
        assertThat(site.v3()).isEqualTo(31);
        assertThat(site.error())
                .isNotNull()
                .extracting(ErrorDetail::message)
                .isEqualTo("java.lang.Object[] at com.example.Cache.put(line 9)");
        window("com.example.Other.add(line 3)", 30);
        assertThat(sink.told).hasSize(2);
    }

    @Test
    void aFewSamplesAreChance() {
        window("com.example.Cache.put(line 9)", 3);
        assertThat(sink.told).isEmpty();
    }

    private void window(String place, int count) {
        for (int i = 0; i < count; i++) {
            samples.sampled(4, "filler", MB, "java.lang.Object[]", List.of(place));
        }
        samples.sampled(5, "other", MB, "byte[]", READ);
        sink.now += 10 * S;
        samples.flushed();
    }

    /** Keeps what it is told; the time is the test's. */
    private static final class Clocked implements SignalSink {

        private final List<Signal> told = new ArrayList<>();
        private long now;

        Signal only(SignalKind kind) {
            assertThat(told).hasSize(1);
            assertThat(told.get(0).kind()).isEqualTo(kind);
            return told.get(0);
        }

        @Override
        public void record(
                SignalKind kind,
                @Nullable Resource resource,
                long durationNanos,
                long v1,
                long v2,
                long v3,
                int count,
                @Nullable ErrorDetail error) {
            told.add(new Signal(now, kind, resource, durationNanos, v1, v2, v3, count, error));
        }

        @Override
        public int resourceId(Resource resource) {
            return 0;
        }

        @Override
        public void frame(Frame frame) {
            throw new AssertionError("no frames are taken");
        }

        @Override
        public long nanosSinceOrigin() {
            return now;
        }
    }
}
