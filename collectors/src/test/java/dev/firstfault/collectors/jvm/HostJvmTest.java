package dev.firstfault.collectors.jvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Meters;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostJvmTest {

    private static final long MAX = Runtime.getRuntime().maxMemory();
    private static volatile byte[] passing = new byte[0];

    private final RecordingSink sink = new RecordingSink();
    private final Meters meters = new Meters();

    @Test
    void poolsOutsideTheHeapAndBuffersAreShown() {
        new MemoryPools(meters, sink).tick();

        assertThat(meters.gauge("jvm_memory_used_bytes", "", "area", "id")
                        .with("nonheap", "Metaspace")
                        .value())
                .isPositive();
        assertThat(meters.gauge("jvm_buffer_memory_used_bytes", "", "id")
                        .with("mapped")
                        .value())
                .isNotNegative();
        assertThat(sink.signals).noneMatch(signal -> signal.kind() == SignalKind.MEMORY_POOL);
    }

    @Test
    void threadThatAllocatesMostIsNamedWithItsPlace() throws InterruptedException {
        Allocators allocators = new Allocators(sink);
        assertThat(allocators.counted()).isTrue();
        CountDownLatch stop = new CountDownLatch(1);
        Thread greedy = new Thread(() -> allocateUntil(stop), "greedy-7");
        greedy.start();
        try {
            for (int second = 1; greedy().isEmpty() && second < 100; second++) {
                sink.now.set(second * 1_000_000_000L);
                allocators.tick(filled(0.3 + second * 0.03));
                assertThat(stop.await(20, TimeUnit.MILLISECONDS)).isFalse();
            }
        } finally {
            stop.countDown();
            greedy.join();
        }

        Signal signal = greedy().get(0); // other tests allocate beside it
        assertThat(signal.kind()).isEqualTo(SignalKind.ALLOCATION);
        assertThat(signal.v1()).isPositive().isLessThanOrEqualTo(signal.v2());
        assertThat(requireNonNull(signal.error()).frames()).contains("HostJvmTest");
    }

    @Test
    void nobodyIsNamedWhileTheHeapIsFree() {
        Allocators allocators = new Allocators(sink);

        for (int second = 1; second < 5; second++) {
            allocators.tick(filled(0.2));
        }

        assertThat(sink.signals).isEmpty();
    }

    private List<Signal> greedy() {
        return sink.signals.stream()
                .filter(signal -> requireNonNull(signal.resource()).name().equals("greedy-*"))
                .toList();
    }

    private static Frame filled(double share) {
        Frame frame = new Frame();
        frame.set(FrameField.HEAP_AFTER_GC, (long) (share * MAX));
        return frame;
    }

    private static void allocateUntil(CountDownLatch stop) {
        while (stop.getCount() > 0) {
            passing = Arrays.copyOf(passing, 1 << 20);
        }
    }
}
