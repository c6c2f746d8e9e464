package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.Outcome;
import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.example.faults.ExecutorsApp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The executors of a program that counts for itself, on every JDK. */
final class ExecutorsIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int TASKS = 100;

    private static final Map<String, String> OUTCOMES = Map.of(
            "aborting", "abort",
            "caller-runs", "caller-runs",
            "discarding", "discard",
            "oldest", "discard-oldest",
            "own", "other",
            "counting", "abort",
            "late", "shut-down");

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyTaskTurnedAwayIsCountedFromTheFirst(Jdk jdk) throws IOException {
        try (JvmUnderTest jvm = JvmUnderTest.on(jdk)
                .withAgent("")
                .main(ExecutorsApp.class)
                .args(TASKS)
                .start()) {
            jvm.awaitLine("^done", SOON);
            Map<String, Integer> truth = truth(jvm);
            assertThat(truth).containsOnlyKeys(OUTCOMES.keySet());

            awaitCounts(jvm, truth);
            String page = jvm.http("/metrics");
            assertLevels(page);
            assertForkJoin(page, ExecutorsApp.class.getName());

            jvm.kill9();
            Timeline timeline = BlackBoxReader.read(jvm.blackBox().toFile());
            for (String name : truth.keySet()) {
                assertRejections(timeline, name, truth.get(name));
            }
            assertThat(of(timeline, SignalKind.EXECUTOR_OPENED, "aborting"))
                    .singleElement()
                    .satisfies(opened -> {
                        assertThat(opened.v1()).isEqualTo(Signal.pack(1, 1));
                        assertThat(opened.v2()).isEqualTo(2);
                        assertThat(opened.v3()).isEqualTo(ExecutorKind.THREAD_POOL.id());
                    });
            assertThat(of(timeline, SignalKind.EXECUTOR_OPENED, ExecutorsApp.class.getName()))
                    .singleElement()
                    .satisfies(opened -> {
                        assertThat(opened.v2()).as("no bound").isEqualTo(-1);
                        assertThat(opened.v3()).isEqualTo(ExecutorKind.FORK_JOIN.id());
                    });
            assertThat(of(timeline, SignalKind.EXECUTOR_OPENED, "young")).hasSize(1);
            assertThat(of(timeline, SignalKind.EXECUTOR_CLOSED, "young")).hasSize(1);
            assertThat(of(timeline, SignalKind.EXECUTOR_OPENED, "scheduled"))
                    .singleElement()
                    .satisfies(opened -> assertThat(opened.v2()).as("no bound").isEqualTo(-1));
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void executorsThatAreOlderThanTheAgentAreFoundByTheirThreads(Jdk jdk) throws IOException {
        try (JvmUnderTest jvm =
                JvmUnderTest.on(jdk).main(ExecutorsApp.class).args(TASKS, "go").start()) {
            jvm.awaitLine("^open", SOON);
            assertThat(attach(jdk, jvm).exitCode()).isZero();
            await().atMost(SOON)
                    .until(() -> jvm.http("/metrics").contains("executor_active_threads{name=\"oldest\"} 1\n"));

            Path go = Path.of("/proc", String.valueOf(jvm.pid()), "cwd", "go");
            Files.createFile(go);
            jvm.awaitLine("^done", SOON);
            awaitCounts(jvm, truth(jvm));
            assertLevels(jvm.http("/metrics"));
            assertForkJoin(jvm.http("/metrics"), "fork-join-pool");
        }
    }

    private static void awaitCounts(JvmUnderTest jvm, Map<String, Integer> truth) {
        await().atMost(SOON).untilAsserted(() -> {
            String page = jvm.http("/metrics");
            truth.forEach((name, count) -> assertThat(page)
                    .contains("executor_rejected_tasks_total{name=\"" + name + "\"} " + count + "\n")
                    .contains("firstfault_executor_rejections_total{name=\"" + name + "\",outcome=\""
                            + OUTCOMES.get(name) + "\"} " + count + "\n"));
            // One occupied the thread, two waited.
            assertThat(page)
                    .contains("executor_completed_tasks_total{name=\"aborting\"} 3\n")
                    // Where it was collected before it was looked at: a second later.
                    .contains("executor_completed_tasks_total{name=\"young\"} 3\n");
        });
    }

    private static void assertLevels(String page) {
        assertThat(page)
                .contains("executor_pool_max_threads{name=\"aborting\"} 1\n")
                .contains("executor_queue_remaining_tasks{name=\"aborting\"} 2\n")
                .contains("executor_queue_remaining_tasks{name=\"scheduled\"} 2147483647\n")
                .contains("executor_rejected_tasks_total{name=\"scheduled\"} 0\n")
                .doesNotContain("executor_active_threads{name=\"young\"}");
    }

    private static void assertForkJoin(String page, String name) {
        assertThat(page)
                .contains("executor_parallelism_threads{name=\"" + name + "\"} 2\n")
                .contains("executor_pool_size_threads{name=\"" + name + "\"} ")
                .contains("executor_active{name=\"ForkJoinPool.commonPool\"} ")
                .contains("executor_steals_total{name=\"ForkJoinPool.commonPool\"} ");
    }

    private static void assertRejections(Timeline timeline, String name, int count) {
        List<Signal> rejected = of(timeline, SignalKind.TASK_REJECTED, name);
        assertThat(rejected.stream().mapToInt(Signal::count).sum()).isEqualTo(count);
        boolean late = name.equals("late");
        assertThat(rejected).allSatisfy(signal -> {
            assertThat(signal.v3()).isEqualTo(late ? 1 : 0);
            String outcome = Rejection.ofId(Signal.lower(signal.v2())).word();
            assertThat(outcome).isEqualTo(late ? "abort" : OUTCOMES.get(name));
        });
        assertThat(rejected.get(0).error())
                .isNotNull()
                .satisfies(error -> assertThat(error.frames()).startsWith("org.example.faults.ExecutorsApp"));
    }

    private static List<Signal> of(Timeline timeline, SignalKind kind, String name) {
        return timeline.signals().stream()
                .filter(signal -> signal.kind() == kind)
                .filter(signal -> {
                    Resource resource = signal.resource();
                    return resource != null && resource.name().equals(name);
                })
                .toList();
    }

    private static Map<String, Integer> truth(JvmUnderTest jvm) {
        Map<String, Integer> truth = new HashMap<>();
        for (String line : jvm.stdout()) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("rejected")) {
                truth.put(words[1], Integer.parseInt(words[2]));
            }
        }
        return truth;
    }

    private static Outcome attach(Jdk jdk, JvmUnderTest jvm) {
        return Outcome.of(
                List.of(
                        jdk.java().toString(),
                        "-jar",
                        Libraries.agentJar().toString(),
                        "attach",
                        String.valueOf(jvm.pid()),
                        "dir=" + jvm.directory() + ",port=0"),
                Map.of());
    }
}
