package dev.firstfault.collectors.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.ManualClock;
import dev.firstfault.collectors.Matrix;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.WovenLoader;
import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Meters;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Event loops of a real Netty: what waits, what is turned away. */
class EventLoopsTest {

    /** Full here; the least that Netty allows. */
    private static final int MOST_PENDING = 16;

    private static final String NAME = "defaultEventExecutorGroup";

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final ManualClock clock = new ManualClock();
    private final EventLoops loops = new EventLoops(meters, signals, clock, signals);
    private final CountDownLatch release = new CountDownLatch(1);

    static Stream<String> versions() {
        return Matrix.versionsOf("netty-common").stream();
    }

    @AfterEach
    void disconnectBridge() {
        release.countDown();
        SignalBridge.connect(new Receiver());
        assertThat(signals.degraded()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatWaitsAndWhatIsTurnedAwayIsSeen(String version) throws Exception {
        SignalBridge.connect(new Receiver() {
            @Override
            public void eventLoopOpened(Object loop) {
                loops.opened(loop);
            }

            @Override
            public void eventLoopRejected(Object loop, Object task) {
                loops.rejected(loop, task);
            }
        });
        File slf4j = Matrix.jar("slf4j-api", Matrix.versionsOf("slf4j-api").get(0));
        try (WovenLoader loader = new WovenLoader(signals, signals, Matrix.jar("netty-common", version), slf4j)) {
            Iterable<?> group = group(loader);
            try {
                List<ExecutorService> both = new ArrayList<>();
                group.forEach(loop -> both.add((ExecutorService) loop));
                tick();
                assertThat(page()).as("no thread yet").contains("netty_eventexecutor_workers=0.0");

                occupy(both);
                for (int i = 0; i < MOST_PENDING; i++) {
                    both.get(0).execute(() -> {});
                }
                both.get(1).execute(() -> {});
                tick();
                assertThat(page())
                        .contains("netty_eventexecutor_workers=2.0")
                        .contains("netty_eventexecutor_tasks_pendingname=\"" + NAME + "\"=17.0");
                assertThat(signals.of(SignalKind.EXECUTOR_OPENED))
                        .singleElement()
                        .satisfies(opened -> {
                            assertThat(opened.resource()).isEqualTo(new Resource(ResourceKind.EXECUTOR, NAME));
                            assertThat(opened.v1()).isEqualTo(Signal.pack(2, 2));
                            assertThat(opened.v2()).as("of both").isEqualTo(isBounded(loader) ? 2 * MOST_PENDING : -1);
                            assertThat(opened.v3()).isEqualTo(ExecutorKind.EVENT_LOOP.id());
                        });
                if (isBounded(loader)) {
                    assertThat(rejects(both.get(0))).isTrue();
                    assertRejected();
                }
            } finally {
                release.countDown();
                close(group);
            }
        }
    }

    private void assertRejected() {
        assertThat(signals.of(SignalKind.TASK_REJECTED)).singleElement().satisfies(rejected -> {
            assertThat(rejected.v1()).isEqualTo(Signal.pack(2, 2));
            assertThat(Signal.upper(rejected.v2())).isEqualTo(MOST_PENDING + 1);
            assertThat(rejected.error()).isNotNull();
        });
    }

    private void occupy(List<ExecutorService> both) {
        CountDownLatch running = new CountDownLatch(both.size());
        for (ExecutorService loop : both) {
            loop.execute(() -> {
                running.countDown();
                try {
                    release.await();
                } catch (InterruptedException ending) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        await().until(() -> running.getCount() == 0);
    }

    /** 4.1.0 has no bounds. */
    private static boolean isBounded(ClassLoader loader) {
        return loader.getResource("io/netty/util/concurrent/RejectedExecutionHandlers.class") != null;
    }

    private static Iterable<?> group(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> type = Class.forName("io.netty.util.concurrent.DefaultEventExecutorGroup", true, loader);
        if (!isBounded(loader)) {
            return (Iterable<?>) type.getConstructor(int.class).newInstance(2);
        }
        Class<?> handler = Class.forName("io.netty.util.concurrent.RejectedExecutionHandler", true, loader);
        Object rejecting = Class.forName("io.netty.util.concurrent.RejectedExecutionHandlers", true, loader)
                .getMethod("reject")
                .invoke(null);
        return (Iterable<?>) type.getConstructor(int.class, ThreadFactory.class, int.class, handler)
                .newInstance(2, null, MOST_PENDING, rejecting);
    }

    private static void close(Iterable<?> group) throws ReflectiveOperationException, InvocationTargetException {
        group.getClass()
                .getMethod("shutdownGracefully", long.class, long.class, TimeUnit.class)
                .invoke(group, 0L, 0L, TimeUnit.SECONDS);
        await().until(() -> ((ExecutorService) group).isTerminated());
    }

    private static boolean rejects(ExecutorService loop) {
        try {
            loop.execute(() -> {});
            return false;
        } catch (RejectedExecutionException refused) {
            return true;
        }
    }

    private void tick() {
        clock.advance(Duration.ofSeconds(1));
        loops.tick();
    }

    private List<String> page() {
        return meters.families().stream()
                .filter(family -> family.name().startsWith("netty_"))
                .flatMap(family -> family.series().stream()
                        .map(meter -> family.name() + meter.labels() + "=" + ((Gauge) meter).value()))
                .toList();
    }
}
