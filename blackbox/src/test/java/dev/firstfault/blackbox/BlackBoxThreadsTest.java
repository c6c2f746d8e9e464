package dev.firstfault.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer promises to the threads of the host. */
class BlackBoxThreadsTest {

    private static final int THREADS = 8;

    @TempDir
    Path dir;

    @Test
    void nothingIsLostBelowTheCapacityOfTheQueue() throws Exception {
        Path file = dir.resolve("a.ffbox");
        int each = SignalQueue.CAPACITY / THREADS;
        try (BlackBoxWriter writer = Boxes.create(file)) {
            writer.claim((part, why) -> {});
            signalFromAllThreads(writer, each);
            writer.drain();
            assertThat(writer.signalsDropped()).isZero();
            assertThat(writer.signalsWritten()).isEqualTo((long) THREADS * each);
        }
        Timeline timeline = BlackBoxReader.read(file.toFile());
        assertThat(timeline.damage().notes()).isEmpty();
        assertThat(timeline.signals()).allMatch(Boxes::isWritten);
        assertThat(timeline.signals().stream().map(Signal::v1).collect(Collectors.toList()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, (long) THREADS * each).boxed().collect(Collectors.toList()));
    }

    @Test
    void whatIsDroppedIsCounted() throws Exception {
        Path file = dir.resolve("a.ffbox");
        int each = 20_000;
        try (BlackBoxWriter writer = Boxes.create(file)) {
            writer.claim((part, why) -> {});
            signalFromAllThreads(writer, each);
            writer.drain();
            assertThat(writer.signalsWritten() + writer.signalsDropped()).isEqualTo((long) THREADS * each);
            writer.heartbeat(1);
            assertThat(new OwnBoxReader(writer).read().signals())
                    .hasSize(BoxFormat.EVENT_CAPACITY)
                    .allMatch(Boxes::isWritten);
        }
    }

    @Test
    void aFullQueueDropsAndCounts() {
        SignalQueue queue = new SignalQueue();
        long[] out = new long[SignalQueue.WORDS];
        for (int lap = 0; lap < 3; lap++) {
            for (int i = 0; i < SignalQueue.CAPACITY; i++) {
                assertThat(queue.offer(i, 1, 2, 3, 4, 5)).isTrue();
            }
            assertThat(queue.offer(-1, 1, 2, 3, 4, 5)).isFalse();
            for (int i = 0; i < SignalQueue.CAPACITY; i++) {
                assertThat(queue.poll(out)).isTrue();
                assertThat(out).containsExactly(i, 1, 2, 3, 4, 5);
            }
            assertThat(queue.poll(out)).isFalse();
        }
    }

    @Test
    void anInterruptedThreadWritesAndStaysInterrupted() throws IOException {
        Path file = dir.resolve("a.ffbox");
        try (BlackBoxWriter writer = Boxes.create(file)) {
            writer.claim((part, why) -> {});
            Thread.currentThread().interrupt();
            Boxes.write(writer, 1, writer.resource(Boxes.POOL), writer.error(null, Boxes.error(1, "x")));
            writer.frame(Boxes.frame(1, 1));
            writer.state(ProcessState.STOPPING);
            assertThat(Thread.interrupted()).isTrue();
            Boxes.write(writer, 2, 0, 0);
        }
        Timeline timeline = BlackBoxReader.read(file.toFile());
        assertThat(timeline.signals()).hasSize(2).allMatch(Boxes::isWritten);
        assertThat(timeline.frames()).hasSize(1);
        assertThat(timeline.state()).isEqualTo(ProcessState.STOPPING);
    }

    @Test
    void signalsFramesAndHeartbeatsAllocateNothing() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        try (BlackBoxWriter writer = Boxes.create(dir.resolve("a.ffbox"))) {
            writer.claim((part, why) -> {});
            Frame frame = Boxes.frame(1, 1);
            long least = Long.MAX_VALUE;
            // The first rounds load classes and compile.
            for (int round = 0; round < 10; round++) {
                long before = threads.getThreadAllocatedBytes(self);
                for (int i = 0; i < 2000; i++) {
                    Boxes.write(writer, i, writer.resource(Boxes.POOL), 0);
                    frame.atNanos(i * Boxes.SECOND);
                    writer.frame(frame);
                    writer.heartbeat(i * Boxes.SECOND);
                }
                least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
            }
            long unmeasured = threads.getThreadAllocatedBytes(self);
            long ofTheMeasurement = threads.getThreadAllocatedBytes(self) - unmeasured;
            assertThat(least - ofTheMeasurement).isZero();
        }
    }

    private static void signalFromAllThreads(BlackBoxWriter writer, int each) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int first = 1 + t * each;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    for (int i = first; i < first + each; i++) {
                        Boxes.write(writer, i, 0, 0);
                    }
                } catch (InterruptedException unexpected) {
                    throw new AssertionError(unexpected);
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
