package dev.firstfault.collectors.jvm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplerTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private final RecordingHealth health = new RecordingHealth();

    @Test
    void afterAFewSamplesEveryLevelOfThisJvmIsKnown() {
        RecordingSink sink = new RecordingSink();
        Sampler sampler = new Sampler(sink, health);
        System.gc();

        sample(sampler, sink, 40);

        Frame last = sink.frames.get(sink.frames.size() - 1);
        EnumSet<FrameField> unknown = EnumSet.noneOf(FrameField.class);
        for (FrameField field : FrameField.values()) {
            if (!last.has(field)) {
                unknown.add(field);
            }
        }
        assertThat(unknown)
                .as("only what depends on the host's control groups")
                .isSubsetOf(
                        FrameField.CGROUP_CURRENT,
                        FrameField.CGROUP_LIMIT,
                        FrameField.CGROUP_LIMIT_HITS,
                        FrameField.CPU_THROTTLED_MILLIS);
        assertThat(last.get(FrameField.HEAP_AFTER_GC)).isBetween(1L << 19, last.get(FrameField.HEAP_COMMITTED));
        assertThat(last.get(FrameField.FULL_GC_COUNT)).isPositive();
        assertThat(last.get(FrameField.METASPACE)).isGreaterThan(1L << 20);
        assertThat(health.degraded).isEmpty();
    }

    @Test
    void firstFrameNeedsNothingButTheRuntime() {
        RecordingSink sink = new RecordingSink();

        new Sampler(sink, health).sample();

        assertThat(sink.frames.get(0).has(FrameField.HEAP_USED)).isTrue();
        assertThat(sink.frames.get(0).has(FrameField.GC_COUNT)).isFalse();
    }

    @Test
    void steadySamplesAllocateNothing() {
        SilentSink sink = new SilentSink();
        Sampler sampler = new Sampler(sink, health);
        // Compiled and resolved; and what is read only now and then is read.
        sample(sampler, sink, 3_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(self);

        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            // 100 samples are 5 s: the descriptors are counted in every other round, a collection may fall into one.
            long before = threads.getThreadAllocatedBytes(self);
            sample(sampler, sink, 100);
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }

        assertThat(least).as("bytes in 100 samples").isZero();
    }

    @Test
    void paceIsBriskAtFirstThenCalmAndBriskAgainOnSuspicion() {
        RecordingSink sink = new RecordingSink();
        Sampler sampler = new Sampler(sink, health, directory.toFile(), directory.toFile());
        assertThat(sampler.sample()).isEqualTo(Pace.BRISK_NANOS);

        sink.now.set(121 * SECOND);
        sampler.sample();
        sink.now.addAndGet(SECOND);
        assertThat(sampler.sample()).isGreaterThan(Pace.BRISK_NANOS);

        sampler.suspect(sink.now.get() + 60 * SECOND);
        sink.now.addAndGet(SECOND);
        assertThat(sampler.sample()).isLessThanOrEqualTo(Pace.BRISK_NANOS);
    }

    @Test
    void suspicionWakesTheCalmSamplerAtOnce() throws Exception {
        RecordingSink sink = new RecordingSink() {
            @Override
            public long nanosSinceOrigin() {
                // A timeline on which the brisk start is over; the test's time runs as the JVM's.
                return now.get() + Clock.SYSTEM.nanos();
            }
        };
        sink.now.set(-Clock.SYSTEM.nanos());
        Sampler sampler = new Sampler(sink, health, directory.toFile(), directory.toFile());
        sink.now.addAndGet(121 * SECOND);
        Thread thread = new Thread(sampler, "sampler under test");
        thread.setDaemon(true);
        thread.start();
        try {
            await().until(() -> !sink.frames.isEmpty() && thread.getState() == Thread.State.TIMED_WAITING);

            int before = sink.frames.size();
            sampler.suspect(sink.nanosSinceOrigin() + 60 * SECOND);

            await().atMost(5, SECONDS).until(() -> sink.frames.size() >= before + 10);
            Frame copy = new Frame();
            assertThat(sampler.latest(copy)).isTrue();
            assertThat(copy.has(FrameField.HEAP_USED)).isTrue();
        } finally {
            sampler.stop();
            thread.join(SECONDS.toMillis(10));
        }
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void lateWakeUpIsMeasured() {
        RecordingSink sink = new RecordingSink();
        Sampler sampler = new Sampler(sink, health, directory.toFile(), directory.toFile());
        sampler.sample();

        sink.now.addAndGet(Pace.BRISK_NANOS + 300_000_000L);
        sampler.sample();

        assertThat(sink.frames.get(0).get(FrameField.LATE_MILLIS)).isZero();
        assertThat(sink.frames.get(1).get(FrameField.LATE_MILLIS)).isEqualTo(300);
    }

    @Test
    void failingSinkNeitherEndsTheSamplerNorStaysUnsaid() {
        RecordingSink sink = new RecordingSink() {
            @Override
            public void frame(Frame frame) {
                now.addAndGet(SECOND);
                throw new IllegalStateException("box is gone");
            }
        };
        Sampler sampler = new Sampler(sink, health, new File("/none"), new File("/none"));
        Thread thread = new Thread(sampler);
        thread.setDaemon(true);
        thread.start();

        await().atMost(20, SECONDS).until(() -> !health.degraded.isEmpty());
        assertThat(thread.isAlive()).isTrue();
        assertThat(health.degraded.get(0)).startsWith("sampler").contains("box is gone");
        sampler.stop();
    }

    @Test
    void noFrameYetMeansNothingToCopy() {
        assertThat(new Sampler(new RecordingSink(), health).latest(new Frame())).isFalse();
    }

    private static void sample(Sampler sampler, RecordingSink sink, int times) {
        for (int i = 0; i < times; i++) {
            sampler.sample();
            sink.now.addAndGet(Pace.BRISK_NANOS);
        }
    }

    /** Keeps nothing, so that what is allocated is the sampler's. */
    private static final class SilentSink extends RecordingSink {
        @Override
        public void frame(Frame frame) {}
    }
}
