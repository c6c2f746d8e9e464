package dev.firstfault.collectors.jvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.collectors.jvm.HeapClasses.Histogram;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeapClassesTest {

    private static final long MAX = Runtime.getRuntime().maxMemory();

    private final RecordingSink sink = new RecordingSink();

    @Test
    void linesOfEveryJdkAreRead() {
        String on8 = """

                 num     #instances         #bytes  class name
                ----------------------------------------------
                   1:          2452       10485760  [B
                   2:           612          97920  java.lang.Class
                Total          3064       10583680
                """;
        String on17 = """
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:          2452       10485760  [B (java.base@17.0.15)
                   2:           612          97920  org.example.Row
                Total          3064       10583680
                """;

        assertThat(Histogram.of(on8, 30).lines()).containsExactly("10485760 2452 [B", "97920 612 java.lang.Class");
        assertThat(Histogram.of(on17, 30).lines()).containsExactly("10485760 2452 [B", "97920 612 org.example.Row");
        assertThat(Histogram.of(on17, 1).lines()).hasSize(1);
        assertThat(Histogram.of(on17, 1).bytes()).isEqualTo(10_583_680);
        assertThat(Histogram.of(on17, 1).objects()).isEqualTo(3064);
    }

    @Test
    void histogramIsTakenOnceWhenCollectionsAgree() throws Exception {
        HeapClasses classes = new HeapClasses(sink, Long.MAX_VALUE);

        String taken = null;
        int times = 0;
        for (int second = 11; second < 30; second++) {
            String text = classes.tick(frame(second, 0.75, second));
            taken = text == null ? taken : text;
            times += text == null ? 0 : 1;
        }

        assertThat(times).isOne();
        assertThat(requireNonNull(taken).split("\n")).hasSize(30);
        Signal signal = sink.signals.get(0);
        assertThat(signal.kind()).isEqualTo(SignalKind.HEAP_CLASSES);
        assertThat(signal.v1()).isPositive();
        assertThat(requireNonNull(signal.error()).frames().split("\n")).hasSize(8);
    }

    @Test
    void noneIsTakenOfAHeapThatIsNearlyFullOrTooLargeOrWithoutCollections() throws Exception {
        assertThat(anyOf(new HeapClasses(sink, Long.MAX_VALUE), 0.95, 1)).isNull();
        assertThat(anyOf(new HeapClasses(sink, Long.MAX_VALUE), 0.5, 1)).isNull();
        assertThat(anyOf(new HeapClasses(sink, Long.MAX_VALUE), 0.75, 0)).isNull();
        assertThat(anyOf(new HeapClasses(sink, MAX / 2), 0.75, 1)).isNull();
        assertThat(anyOf(new HeapClasses(sink, 0), 0.75, 1)).isNull();
    }

    private static @Nullable String anyOf(HeapClasses classes, double share, int collectionsASecond) throws Exception {
        String taken = null;
        for (int second = 1; second < 30; second++) {
            String text = classes.tick(frame(second, share, 5 + (long) second * collectionsASecond));
            taken = text == null ? taken : text;
        }
        return taken;
    }

    private static Frame frame(int second, double share, long collections) {
        Frame frame = new Frame();
        frame.atNanos(second * 1_000_000_000L);
        frame.set(FrameField.HEAP_AFTER_GC, (long) (share * MAX));
        frame.set(FrameField.GC_COUNT, collections);
        return frame;
    }
}
