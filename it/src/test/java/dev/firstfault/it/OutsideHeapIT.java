package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.it.harness.ControlGroup;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.Report;
import dev.firstfault.it.harness.VerdictAssert;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.example.faults.OutsideHeapApp;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits beside the heap: reached by this process, set too low for it, or used up by others. A build runs some of them, on one JVM each. */
@Isolated // A control group of a fifth of a CPU, and samples that shall come in time.
final class OutsideHeapIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int OOM_EXIT_CODE = 3;
    private static final int KILLED = 137;
    private static final String MATRIX_ONLY = "firstfault.matrix";

    private static final Matrix MATRIX = new Matrix("outside-heap", "row", "JVM", "what");

    private record Jvm(int jdk, String collector) {
        JvmLaunch launch(String... jvmArguments) {
            return JvmUnderTest.on(Jdk.of(jdk))
                    .jvmArgs("-XX:+Use" + collector + "GC")
                    .jvmArgs(jvmArguments)
                    .withAgent("");
        }

        @Override
        public String toString() {
            return "JDK " + jdk + ", " + collector;
        }
    }

    private static Stream<Jvm> all(Jvm everyBuild) {
        List<Jvm> all = List.of(
                new Jvm(8, "Parallel"),
                new Jvm(8, "ConcMarkSweep"),
                new Jvm(17, "G1"),
                new Jvm(17, "Serial"),
                new Jvm(25, "G1"),
                new Jvm(25, "Z"));
        return Matrix.full() ? all.stream() : Stream.of(everyBuild);
    }

    static Stream<Jvm> onJdk8() {
        return all(new Jvm(8, "Parallel"));
    }

    static Stream<Jvm> onJdk17() {
        return all(new Jvm(17, "G1"));
    }

    static Stream<Jvm> onJdk25() {
        return all(new Jvm(25, "Serial"));
    }

    @ParameterizedTest
    @MethodSource("onJdk17")
    void loadersThatAreNeverLetGoLeakTheMetaspace(Jvm jvm) {
        try (JvmUnderTest process = jvm.launch("-Xmx128m", "-XX:MaxMetaspaceSize=24m", "-XX:+ExitOnOutOfMemoryError")
                .main(OutsideHeapApp.class)
                .args(5, "loaders", 400, 0)
                .start()
                .expectAgentLine("first fault: metaspace-leak")) {
            assertThat(process.awaitExit(SOON)).isEqualTo(OOM_EXIT_CODE);
            Report report = process.report("--exit-code", "3");
            MATRIX.note(report, "metaspace-leak", "B01", jvm, "one class, a loader each");
            assertThatVerdict(report).endedBy("oom-exit").firstFaultForSure("metaspace-leak");
        }
    }

    @ParameterizedTest
    @MethodSource("onJdk25")
    @EnabledIfSystemProperty(named = MATRIX_ONLY, matches = "true")
    void classesThatTheMetaspaceHasNoRoomForAreNoLeak(Jvm jvm) {
        try (JvmUnderTest process = jvm.launch("-Xmx128m", "-XX:MaxMetaspaceSize=24m", "-XX:+ExitOnOutOfMemoryError")
                .main(OutsideHeapApp.class)
                .args(0, "classes", 400, 0)
                .start()
                .expectAgentLine("first fault: metaspace-too-small")) {
            assertThat(process.awaitExit(SOON)).isEqualTo(OOM_EXIT_CODE);
            Report report = process.report("--exit-code", "3");
            MATRIX.note(report, "metaspace-too-small or unknown", "L24", jvm, "ever other classes, one loader");
            assertThat(report.firstFault()).as(report.toString()).isIn("metaspace-too-small", "unknown");
        }
    }

    @ParameterizedTest
    @MethodSource("onJdk8")
    void directBuffersThatAreRefusedAreNamedWhileTheProcessLives(Jvm jvm) {
        try (JvmUnderTest process = jvm.launch("-Xmx128m", "-XX:MaxDirectMemorySize=32m", "-XX:+ExitOnOutOfMemoryError")
                .main(OutsideHeapApp.class)
                .args(5, "direct", 5_000, 0)
                .start()
                .expectAgentLine("first fault: direct-memory")) {
            process.awaitLine("refused: java.lang.OutOfMemoryError", SOON);
            judgeAlive(process, "direct-memory", "B02", jvm, "5 MB a second, 32 MB allowed");
        }
    }

    @ParameterizedTest
    @MethodSource("onJdk8")
    @EnabledIfSystemProperty(named = MATRIX_ONLY, matches = "true")
    void threadsThatNeverEndAreALeakUntilTheSystemRefusesOne(Jvm jvm) {
        try (ControlGroup group = ControlGroup.threads(150);
                JvmUnderTest process = jvm.launch("-Xmx64m")
                        .in(group)
                        .main(OutsideHeapApp.class)
                        .args(10, "threads", 12, 0)
                        .start()
                        .expectAgentLine("first fault: thread-leak")) {
            process.awaitLine("refused: java.lang.OutOfMemoryError", SOON);
            judgeAlive(process, "thread-leak", "B03", jvm, "12 threads a second, 150 allowed");
        }
    }

    @ParameterizedTest
    @MethodSource("onJdk17")
    void aThreadThatIsRefusedToAProcessThatDidNotGrowIsALimit(Jvm jvm) {
        try (ControlGroup group = ControlGroup.threads(1_000);
                JvmUnderTest process = jvm.launch("-Xmx64m")
                        .in(group)
                        .main(OutsideHeapApp.class)
                        .args(0, "shortThreads", 20, 0)
                        .start()
                        .expectAgentLine("first fault: thread-limit")) {
            await().during(Duration.ofSeconds(12))
                    .atMost(Duration.ofSeconds(14))
                    .until(process::isAlive);
            group.freezeThreads();
            process.awaitLine("refused: java.lang.OutOfMemoryError", SOON);
            judgeAlive(process, "thread-limit", "B04", jvm, "no more than there are");
        }
    }

    @ParameterizedTest
    @MethodSource("onJdk17")
    @EnabledIfSystemProperty(named = MATRIX_ONLY, matches = "true")
    void memoryOutsideTheHeapThatFillsTheContainerIsNamedSo(Jvm jvm) {
        try (ControlGroup group = ControlGroup.memory(200);
                JvmUnderTest process = jvm.launch("-Xmx40m", "-XX:MaxDirectMemorySize=1g")
                        .in(group)
                        .main(OutsideHeapApp.class)
                        .args(5, "touched", 10_000, 0)
                        .start()) {
            assertThat(process.awaitExit(SOON)).isEqualTo(KILLED);
            Report report = process.report("--exit-code", "137");
            MATRIX.note(report, "container-memory", "B05", jvm, "direct buffers of 10 MB a second, 200 MB allowed");
            assertThatVerdict(report)
                    .endedBy("container-oom-killed")
                    .firstFaultForSure("container-memory")
                    .saysOnFirstScreen("outside the heap");
        }
    }

    @ParameterizedTest
    @MethodSource("onJdk8")
    @EnabledIfSystemProperty(named = MATRIX_ONLY, matches = "true")
    void aHeapThatMayTakeTheWholeContainerIsNamedSo(Jvm jvm) {
        try (ControlGroup group = ControlGroup.memory(180);
                JvmUnderTest process = jvm.launch("-Xmx190m")
                        .in(group)
                        .main(OutsideHeapApp.class)
                        .args(5, "heap", 8_000, 0)
                        .start()) {
            assertThat(process.awaitExit(SOON)).isEqualTo(KILLED);
            Report report = process.report("--exit-code", "137");
            MATRIX.note(report, "container-memory", "B06", jvm, "a heap of 190 MB, 180 MB allowed");
            assertThatVerdict(report)
                    .endedBy("container-oom-killed")
                    .firstFault("container-memory") // what a collection copies is taken between two readings
                    .saysOnFirstScreen("heap alone may take");
        }
    }

    @ParameterizedTest
    @MethodSource("onJdk25")
    void aNeighbourThatEatsTheContainersMemoryIsNamedSo(Jvm jvm) {
        try (ControlGroup group = ControlGroup.memory(300);
                JvmUnderTest process = jvm.launch("-Xmx40m")
                        .in(group)
                        .main(OutsideHeapApp.class)
                        .args(100, "heap", 1, 1)
                        .start()
                        .killedFirst()
                        .awaitLine("ready", SOON);
                JvmUnderTest neighbour = JvmUnderTest.on(Jdk.of(17))
                        .jvmArgs("-Xmx32m", "-XX:MaxDirectMemorySize=1g")
                        .in(group)
                        .main(OutsideHeapApp.class)
                        .args(5, "touched", 20_000, 0)
                        .start()) {
            neighbour.awaitLine("begins", SOON);
            assertThat(process.awaitExit(SOON)).isEqualTo(KILLED);
            Report report = process.report("--exit-code", "137");
            MATRIX.note(report, "container-memory", "B07", jvm, "a neighbour of 20 MB a second, 300 MB allowed");
            assertThatVerdict(report)
                    .endedBy("container-oom-killed")
                    .firstFaultForSure("container-memory")
                    .saysOnFirstScreen("others in the container");
        }
    }

    @ParameterizedTest
    @MethodSource("onJdk8")
    @EnabledIfSystemProperty(named = MATRIX_ONLY, matches = "true")
    void aFullCodeCacheIsNamedWhileTheProcessLives(Jvm jvm) {
        try (JvmUnderTest process = jvm.launch(
                        "-Xmx128m",
                        "-XX:ReservedCodeCacheSize=8m",
                        "-XX:InitialCodeCacheSize=3m",
                        "-XX:-UseCodeCacheFlushing")
                .main(OutsideHeapApp.class)
                .args(5, "compiled", 200, 0)
                .start()
                .expectAgentLine("first fault: code-cache-full")) {
            // Whether the JVM still compiles now and then is not known of each.
            judgeAlive(
                    process,
                    "code-cache-full",
                    "B08",
                    jvm,
                    "8 MB, ever other methods",
                    verdict -> verdict.firstFault("code-cache-full"));
        }
    }

    @ParameterizedTest
    @MethodSource("onJdk25")
    void filesThatAreNeverClosedUseUpTheDescriptors(Jvm jvm) {
        try (JvmUnderTest process = jvm.launch("-Xmx64m")
                .through("ulimit -n 256 && exec \"$@\"")
                .main(OutsideHeapApp.class)
                .args(5, "files", 20, 0)
                .start()
                .expectAgentLine("first fault: file-descriptors")) {
            process.awaitLine("refused: java.io.FileNotFoundException", SOON);
            process.kill9(); // no descriptor is left for a client that asks
            Report report = process.report("--exit-code", "137");
            MATRIX.note(report, "file-descriptors", "B09", jvm, "20 files a second, 256 allowed");
            assertThatVerdict(report).firstFault("file-descriptors");
        }
    }

    @ParameterizedTest
    @MethodSource("onJdk17")
    @EnabledIfSystemProperty(named = MATRIX_ONLY, matches = "true")
    void aProcessThatItsContainerHoldsUpIsThrottled(Jvm jvm) {
        try (ControlGroup group = ControlGroup.cpu(20);
                JvmUnderTest process = jvm.launch("-Xmx64m")
                        .in(group)
                        .main(OutsideHeapApp.class)
                        .args(15, "spin", 20, 2)
                        .start()
                        .expectAgentLine("first fault: cpu-throttled")) {
            judgeAlive(process, "cpu-throttled", "B12", jvm, "a fifth of a CPU, two threads that compute");
        }
    }

    private static void judgeAlive(JvmUnderTest process, String kind, String row, Jvm jvm, String what) {
        judgeAlive(process, kind, row, jvm, what, verdict -> verdict.firstFaultForSure(kind));
    }

    private static void judgeAlive(
            JvmUnderTest process, String kind, String row, Jvm jvm, String what, Consumer<VerdictAssert> expected) {
        try {
            await().atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> expected.accept(assertThatVerdict(process.diagnosis())));
        } finally {
            MATRIX.note(process.diagnosis(), kind, row, jvm, what);
        }
    }
}
