package dev.firstfault.collectors.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.collectors.LiveHeap;
import dev.firstfault.collectors.ManualClock;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Meter;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;
import dev.firstfault.signals.meter.TimeCounter;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is seen of real executors whose hooks are called by the test. */
class HostExecutorsTest {

    private static final int IDLE = 10_000;
    private static final long MOST_BYTES = 2_000_000;

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final ManualClock clock = new ManualClock();
    private final HostExecutors executors =
            new HostExecutors(new JdkPackages(ByteBuddyAgent.install()), meters, signals, clock, signals);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<ThreadPoolExecutor> opened = new ArrayList<>();

    @AfterEach
    void endThreads() {
        release.countDown();
        opened.forEach(ThreadPoolExecutor::shutdownNow);
        assertThat(signals.degraded()).isEmpty();
    }

    @Test
    void theLevelsAreThoseOfTheExecutor() {
        ThreadPoolExecutor executor = open("orders-", 2, 4, new ArrayBlockingQueue<>(5));
        occupy(executor, 2);
        executor.execute(() -> {});
        tick();

        assertThat(gauge("executor_active_threads", "orders")).isEqualTo(2);
        assertThat(gauge("executor_pool_size_threads", "orders")).isEqualTo(2);
        assertThat(gauge("executor_pool_core_threads", "orders")).isEqualTo(2);
        assertThat(gauge("executor_pool_max_threads", "orders")).isEqualTo(4);
        assertThat(gauge("executor_queued_tasks", "orders")).isEqualTo(1);
        assertThat(gauge("executor_queue_remaining_tasks", "orders")).isEqualTo(4);
        assertThat(counter("executor_rejected_tasks_total", "orders")).isZero();

        release.countDown();
        await().until(() -> executor.getCompletedTaskCount() == 3);
        tick();
        assertThat(gauge("executor_active_threads", "orders")).isZero();
        assertThat(counter("executor_completed_tasks_total", "orders")).isEqualTo(3);
    }

    @Test
    void aQueueWithoutBoundIsSaidToHaveNone() {
        open("endless-", 1, 1, new LinkedBlockingQueue<>());
        tick();

        assertThat(gauge("executor_queue_remaining_tasks", "endless")).isEqualTo(Integer.MAX_VALUE);
        assertThat(signals.of(SignalKind.EXECUTOR_OPENED))
                .singleElement()
                .extracting(Signal::v2)
                .isEqualTo(-1L);
    }

    @Test
    void theTimeOfSaturationIsCountedWhileItLasts() {
        ThreadPoolExecutor executor = open("thrift-", 1, 2, new SynchronousQueue<>());
        occupy(executor, 1);
        tick();
        tick();
        assertThat(saturatedSeconds("thrift"))
                .as("another thread could be added")
                .isZero();

        occupy(executor, 1);
        tick();
        tick();
        tick();
        assertThat(saturatedSeconds("thrift")).isEqualTo(2);
        assertThat(signals.of(SignalKind.EXECUTOR_STATE))
                .last()
                .extracting(Signal::v1)
                .isEqualTo(Signal.pack(2, 2));
    }

    @Test
    void executorsOfOneNameAreToldApart() {
        open("twin-", 1, 1, new LinkedBlockingQueue<>());
        open("twin-", 2, 2, new LinkedBlockingQueue<>());
        tick();

        assertThat(gauge("executor_pool_max_threads", "twin")).isEqualTo(1);
        assertThat(gauge("executor_pool_max_threads", "twin#2")).isEqualTo(2);
    }

    @Test
    void aNameIsFreeAgainWhenItsExecutorHasEnded() throws InterruptedException {
        for (int life = 0; life < 3; life++) {
            ThreadPoolExecutor executor = open("again-", 1, 1, new LinkedBlockingQueue<>());
            executor.execute(() -> {});
            tick();
            executor.shutdown();
            executors.closed(executor);
            assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            tick();
        }

        assertThat(names("executor_completed_tasks_total")).containsExactlyInAnyOrder("other", "again");
        assertThat(counter("executor_completed_tasks_total", "again")).isEqualTo(3);
        assertThat(names("executor_active_threads")).isEmpty();
        assertThat(signals.of(SignalKind.EXECUTOR_CLOSED)).hasSize(3);
    }

    @Test
    void anExecutorThatNobodyKeepsIsCollectedAlsoWhileItIsRead() {
        WeakReference<Object> forgotten = openAndForget();
        tick();
        await().until(() -> {
            System.gc();
            tick();
            return forgotten.get() == null && names("executor_active_threads").isEmpty();
        });
    }

    @Test
    void tenThousandIdleExecutorsHideNoneThatWorks() {
        List<ThreadPoolExecutor> idle = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            idle.add(open("idle-" + (char) ('a' + i % 26) + i + "-", 1, 1, new LinkedBlockingQueue<>()));
            if (i % 1_000 == 0) {
                tick();
            }
        }
        ThreadPoolExecutor busy = open("busy-", 1, 1, new ArrayBlockingQueue<>(1));
        occupy(busy, 1);
        for (int i = 0; i < 3; i++) {
            executors.rejected(busy, idle);
        }
        tick();

        assertThat(gauge("executor_active_threads", "busy")).isEqualTo(1);
        assertThat(counter("executor_rejected_tasks_total", "busy")).isEqualTo(3);
        for (MeterFamily<?> family : meters.families()) {
            assertThat(family.series()).as(family.name()).hasSizeLessThanOrEqualTo(MeterFamily.MAX_SERIES);
        }
    }

    @Test
    void tenThousandExecutorsAtWorkTakeBoundedMemory() {
        List<ThreadPoolExecutor> theirs = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            theirs.add(construct("memory-" + (char) ('a' + i % 26) + i + "-", 1, 1, new ArrayBlockingQueue<>(1)));
        }
        long before = LiveHeap.bytes();
        for (ThreadPoolExecutor executor : theirs) {
            executors.opened(executor);
            executors.opened(executor);
            executors.rejected(executor, theirs);
        }
        tick();

        assertThat(LiveHeap.bytes() - before).as("ours, of %s", theirs.size()).isLessThan(MOST_BYTES);
    }

    @Test
    void rejectionsOfASecondAreRecordedOneByOneUpToTheTwentieth() {
        ThreadPoolExecutor executor = open("full-", 1, 1, new ArrayBlockingQueue<>(1));
        for (int i = 0; i < 1_000; i++) {
            executors.rejected(executor, this);
        }
        tick();

        List<Signal> rejected = signals.of(SignalKind.TASK_REJECTED);
        assertThat(rejected).hasSize(21);
        assertThat(rejected.stream().mapToInt(Signal::count).sum()).isEqualTo(1_000);
        assertThat(counter("executor_rejected_tasks_total", "full")).isEqualTo(1_000);
        assertThat(signals.kinds()).startsWith(SignalKind.EXECUTOR_OPENED);
    }

    private ThreadPoolExecutor open(String prefix, int core, int maximum, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor executor = construct(prefix, core, maximum, queue);
        executors.opened(executor);
        return executor;
    }

    private ThreadPoolExecutor construct(String prefix, int core, int maximum, BlockingQueue<Runnable> queue) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(core, maximum, 1, TimeUnit.MINUTES, queue, work -> {
            Thread thread = new Thread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        opened.add(executor);
        return executor;
    }

    private WeakReference<Object> openAndForget() {
        ThreadPoolExecutor executor = open("forgotten-", 1, 1, new LinkedBlockingQueue<>());
        opened.remove(executor);
        return new WeakReference<>(executor);
    }

    /** Has so many further threads of it run until the test's end. */
    private void occupy(ThreadPoolExecutor executor, int threads) {
        CountDownLatch running = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            executor.execute(() -> {
                running.countDown();
                try {
                    release.await();
                } catch (InterruptedException ending) {
                    Thread.currentThread().interrupt();
                }
            });
            executors.opened(executor); // as the hook on a thread's start does
        }
        await().until(() -> running.getCount() == 0);
    }

    private void tick() {
        clock.advance(Duration.ofSeconds(1));
        executors.tick();
    }

    private double gauge(String family, String name) {
        return ((Gauge) meter(family, name)).value();
    }

    private long counter(String family, String name) {
        return ((Counter) meter(family, name)).value();
    }

    private double saturatedSeconds(String name) {
        return ((TimeCounter) meter("firstfault_executor_saturated_seconds_total", name)).nanos() / 1e9;
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
}
