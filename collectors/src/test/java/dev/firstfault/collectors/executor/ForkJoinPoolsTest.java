package dev.firstfault.collectors.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.collectors.ManualClock;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Meter;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is seen of real fork-join pools whose hooks are called by the test. */
class ForkJoinPoolsTest {

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final ManualClock clock = new ManualClock();
    private final HostExecutors executors =
            new HostExecutors(new JdkPackages(ByteBuddyAgent.install()), meters, signals, clock, signals);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<ForkJoinPool> opened = new ArrayList<>();

    @AfterEach
    void endThreads() {
        release.countDown();
        opened.forEach(ForkJoinPool::shutdownNow);
        assertThat(signals.degraded()).isEmpty();
    }

    @Test
    void theLevelsAreThoseOfThePool() {
        ForkJoinPool pool = open();
        occupy(pool, 2);
        for (int i = 0; i < 3; i++) {
            pool.execute(() -> {});
        }
        tick();

        assertThat(gauge("executor_active", "crunchers")).isEqualTo(2);
        assertThat(gauge("executor_queued", "crunchers")).isEqualTo(3);
        assertThat(gauge("executor_running", "crunchers")).as("both wait").isZero();
        assertThat(gauge("executor_parallelism_threads", "crunchers")).isEqualTo(2);
        assertThat(gauge("executor_pool_size_threads", "crunchers")).isEqualTo(2);
        assertThat(names("executor_rejected_tasks_total")).as("not seen").containsExactly("other");

        release.countDown();
        await().until(() -> {
            tick();
            return gauge("executor_queued", "crunchers") == 0
                    && ((Counter) meter("executor_steals_total", "crunchers")).value() >= 3;
        });
    }

    @Test
    void itsQueuesHaveNoBound() {
        occupy(open(), 2);
        tick();
        tick();

        assertThat(signals.of(SignalKind.EXECUTOR_OPENED)).singleElement().satisfies(signal -> {
            assertThat(signal.v1()).isEqualTo(Signal.pack(2, 2));
            assertThat(signal.v2()).isEqualTo(-1);
            assertThat(signal.v3()).isEqualTo(ExecutorKind.FORK_JOIN.id());
        });
        assertThat(signals.of(SignalKind.EXECUTOR_STATE)).last().satisfies(state -> {
            assertThat(state.v1()).isEqualTo(Signal.pack(2, 2));
            assertThat(state.durationNanos()).as("saturated").isPositive();
        });
    }

    @Test
    void thePoolThatAllShareHasItsOwnName() {
        executors.opened(ForkJoinPool.commonPool());
        tick();
        executors.closed(ForkJoinPool.commonPool()); // which does nothing
        tick();

        assertThat(gauge("executor_parallelism_threads", "ForkJoinPool.commonPool"))
                .isEqualTo(ForkJoinPool.commonPool().getParallelism());
        assertThat(signals.of(SignalKind.EXECUTOR_CLOSED)).isEmpty();
    }

    @Test
    void thePoolThatWasShutDownIsGone() throws InterruptedException {
        ForkJoinPool pool = open();
        occupy(pool, 1);
        tick();
        executors.closed(pool);
        pool.shutdown();
        release.countDown();
        assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        tick();

        assertThat(names("executor_active")).isEmpty();
        assertThat(signals.of(SignalKind.EXECUTOR_CLOSED)).hasSize(1);
    }

    @Test
    void aPoolThatNobodyKeepsIsCollected() {
        WeakReference<Object> forgotten = openAndForget();
        tick();
        await().until(() -> {
            System.gc();
            tick();
            return forgotten.get() == null && names("executor_active").isEmpty();
        });
    }

    @Test
    void thePlacesAreThereInTheJdkOfThisTest() throws IOException {
        try (InputStream in = ForkJoinPool.class.getResourceAsStream("ForkJoinPool.class")) {
            byte[] before = in.readAllBytes();
            assertThat(ExecutorHooks.hooked(ExecutorHooks.FORK_JOIN, before)).hasSizeGreaterThan(before.length);
        }
    }

    private ForkJoinPool open() {
        ForkJoinPool pool = new ForkJoinPool(2, new Crunchers("crunchers-%d"), null, false);
        opened.add(pool);
        executors.opened(pool);
        return pool;
    }

    private WeakReference<Object> openAndForget() {
        ForkJoinPool pool = open();
        opened.remove(pool);
        return new WeakReference<>(pool);
    }

    /** Has so many threads of it run until the test's end. */
    private void occupy(ForkJoinPool pool, int threads) {
        CountDownLatch running = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                running.countDown();
                try {
                    release.await();
                } catch (InterruptedException ending) {
                    Thread.currentThread().interrupt();
                }
            });
            executors.opened(pool); // as the hook on a thread's start does
        }
        await().until(() -> running.getCount() == 0 && pool.getRunningThreadCount() == 0);
    }

    private void tick() {
        clock.advance(Duration.ofSeconds(1));
        executors.tick();
    }

    private double gauge(String family, String name) {
        return ((Gauge) meter(family, name)).value();
    }

    private Meter meter(String family, String name) {
        return family(family).series().stream()
                .filter(meter -> meter.labels().equals("name=\"" + name + "\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is none of " + names(family)));
    }

    private List<String> names(String family) {
        return family(family).series().stream()
                .map(meter -> meter.labels()
                        .substring("name=\"".length(), meter.labels().length() - 1))
                .toList();
    }

    private MeterFamily<?> family(String name) {
        return meters.families().stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Names the threads it makes. */
    private static final class Crunchers implements ForkJoinPool.ForkJoinWorkerThreadFactory {
        private final String nameFormat;

        Crunchers(String nameFormat) {
            this.nameFormat = nameFormat;
        }

        @Override
        public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
            ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
            thread.setName(nameFormat.replace("%d", "1"));
            return thread;
        }
    }
}
