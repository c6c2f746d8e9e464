package dev.firstfault.collectors.flight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.collectors.jvm.RecordingSink;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllocationSamplesTest {

    private static final long MB = 1 << 20;
    private static final long S = 1_000_000_000L;
    private static final List<String> READ = List.of(
            "java.util.Arrays.copyOf(line 3537)",
            "com.example.Files.readAll(line 12)",
            "com.example.Main.main(line 7)");

    private final RecordingSink sink = new RecordingSink();
    private final Map<Long, Long> before = new HashMap<>();
    private final AllocationSamples samples = new AllocationSamples(sink, 256 * MB, before);

    @Test
    void aLargeArrayIsToldWithItsThreadAndThePlaceInTheApplication() {
        samples.sampled(7, "loader-12", 48 * MB, "byte[]", READ);
        samples.sampled(8, "worker-1", 20 * MB, "long[]", READ);
        samples.flushed();
        Signal large = only(SignalKind.LARGE_ALLOCATION);
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
        assertThat(sink.signals).extracting(Signal::v1).containsExactly(40 * MB, 60 * MB);
        assertThat(sink.signals).extracting(Signal::v2).containsOnly(1L);
        sink.now.addAndGet(60 * S);
        samples.required("loader-1", 30 * MB, READ);
        samples.flushed();
        assertThat(sink.signals)
                .filteredOn(signal -> signal.kind() == SignalKind.LARGE_ALLOCATION)
                .hasSize(3);
    }

    @Test
    void everOtherPlacesDoNotFillTheBox() {
        for (int second = 0; second < 60; second++) {
            sink.now.addAndGet(S);
            samples.required("loader-1", 40 * MB, List.of("com.example.Generated" + second + ".read(line 1)"));
            samples.flushed();
        }
        assertThat(sink.signals).hasSize(24);
    }

    @Test
    void whatWasAllocatedBeforeTheRecordingAndWhatIsNoArrayAreNoLargeAllocations() {
        before.put(1L, 500 * MB);
        samples.sampled(1, "main", 502 * MB, "byte[]", READ);
        samples.sampled(2, "busy", 200 * MB, "java.lang.String", READ);
        samples.sampled(3, "firstfault-ticker", 200 * MB, "byte[]", READ);
        samples.flushed();
        assertThat(sink.signals).isEmpty();
    }

    @Test
    void thePlaceThatAllocatesMostIsToldOnceUntilItChanges() {
        for (int window = 0; window < 6; window++) {
            window("com.example.Cache.put(line 9)", 30);
        }
        assertThat(sink.signals).hasSize(1);
        Signal site = only(SignalKind.ALLOCATION_SITE);
        assertThat(site.v1()).isEqualTo(30 * MB);
        assertThat(site.v2()).isEqualTo(31 * MB);
        assertThat(site.v3()).isEqualTo(31);
        assertThat(site.error())
                .isNotNull()
                .extracting(ErrorDetail::message)
                .isEqualTo("java.lang.Object[] at com.example.Cache.put(line 9)");
        window("com.example.Other.add(line 3)", 30);
        assertThat(sink.signals).hasSize(2);
    }

    @Test
    void aFewSamplesAreChance() {
        window("com.example.Cache.put(line 9)", 3);
        assertThat(sink.signals).isEmpty();
    }

    private void window(String place, int count) {
        for (int i = 0; i < count; i++) {
            samples.sampled(4, "filler", MB, "java.lang.Object[]", List.of(place));
        }
        samples.sampled(5, "other", MB, "byte[]", READ);
        sink.now.addAndGet(10 * S);
        samples.flushed();
    }

    private Signal only(SignalKind kind) {
        assertThat(sink.signals).hasSize(1);
        assertThat(sink.signals.get(0).kind()).isEqualTo(kind);
        return sink.signals.get(0);
    }
}
