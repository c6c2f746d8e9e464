package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.example.faults.EventLoopApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event loop of Netty that a task blocks, while others come for it. */
final class EventLoopsIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int TASKS = 3_000;
    /** The least that the queues of NIO loops take. */
    private static final int BOUND = 2_048;

    private static final String NAME = "nioEventLoopGroup";

    @ParameterizedTest(name = "Netty {0} on JDK {1}")
    @CsvSource({"4.1.138, 8", "4.2.17, 25"})
    void whatWaitsForABlockedLoopAndWhatItTurnsAwayIsSeen(String version, int jdk) throws IOException {
        try (JvmUnderTest jvm = start(version, jdk)) {
            jvm.awaitLine("^rejected", SOON);
            int waiting = count(jvm, "waiting");
            int rejected = count(jvm, "rejected");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(jvm.http("/metrics"))
                            .contains("netty_eventexecutor_workers 2\n")
                            .contains("netty_eventexecutor_tasks_pending{name=\"" + NAME + "\"} " + waiting + "\n")
                            .contains("executor_rejected_tasks_total{name=\"" + NAME + "\"} " + rejected + "\n"));
            // What came in a burst is summed up a second later.
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertRecorded(BlackBoxReader.read(jvm.blackBox().toFile()), waiting, rejected));
        }
    }

    /** That nothing waits would be a guess. */
    @Test
    void ofLoopsThatOnlyTheirThreadCanCountNothingIsSaid() throws IOException {
        try (JvmUnderTest jvm = start("4.1.0", 8)) {
            jvm.awaitLine("^waiting " + TASKS, SOON);
            await().atMost(SOON).until(() -> jvm.http("/metrics").contains("netty_eventexecutor_workers 2\n"));
            assertThat(jvm.http("/metrics")).doesNotContain("netty_eventexecutor_tasks_pending{");
        }
    }

    private static JvmUnderTest start(String version, int jdk) {
        return JvmUnderTest.on(Jdk.of(jdk))
                .withAgent("")
                .classPath(Libraries.netty(version))
                .jvmArgs("-Dio.netty.eventLoop.maxPendingTasks=" + BOUND)
                .main(EventLoopApp.class)
                .args(TASKS)
                .start();
    }

    private static void assertRecorded(Timeline timeline, int waiting, int rejected) {
        assertThat(of(timeline, SignalKind.EXECUTOR_OPENED)).singleElement().satisfies(opened -> {
            assertThat(opened.v2()).as("of those that had started").isIn((long) BOUND, 2L * BOUND);
            assertThat(opened.v3()).isEqualTo(ExecutorKind.EVENT_LOOP.id());
        });
        assertThat(of(timeline, SignalKind.EXECUTOR_STATE)).last().satisfies(state -> {
            assertThat(state.v1()).as("one of two").isEqualTo(Signal.pack(1, 2));
            assertThat(Signal.upper(state.v2())).isEqualTo(waiting);
        });
        List<Signal> away = of(timeline, SignalKind.TASK_REJECTED);
        assertThat(away.stream().mapToInt(Signal::count).sum()).isEqualTo(rejected);
        assertThat(away.get(0).error())
                .isNotNull()
                .satisfies(error -> assertThat(error.frames()).startsWith("org.example.faults.EventLoopApp"));
    }

    private static List<Signal> of(Timeline timeline, SignalKind kind) {
        Resource loops = new Resource(ResourceKind.EXECUTOR, NAME);
        return timeline.signals().stream()
                .filter(signal -> signal.kind() == kind && loops.equals(signal.resource()))
                .toList();
    }

    private static int count(JvmUnderTest jvm, String what) {
        return jvm.stdout().stream()
                .filter(line -> line.startsWith(what + ' '))
                .mapToInt(line -> Integer.parseInt(line.substring(what.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
