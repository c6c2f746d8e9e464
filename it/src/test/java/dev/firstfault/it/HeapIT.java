package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.example.faults.HeapApp;
import org.example.faults.RefusedRetryLeakApp;
import org.example.faults.StartingApp;
import org.example.faults.YoungHeapApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fills a heap: by whom, how fast, and whether it was ever large enough. */
@Isolated // A heap that fills within a second is seen by a sampler that gets its turn.
final class HeapIT {
    private static final JdbcDriver DRIVER = JdbcDriver.MARIADB_2_7;
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int OOM_EXIT_CODE = 3;
    private static final String MATRIX_ONLY = "firstfault.matrix";

    private static final Matrix MATRIX = new Matrix("heap", "row", "JVM", "what");

    private static MariaDb database;

    @BeforeAll
    static void startDatabase() {
        database = MariaDb.withMetastoreSchemas(50);
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @AfterEach
    void giveConnectionsBack() {
        database.release();
    }

    private record Jvm(int jdk, String collector) {
        JvmLaunch launch(int megabytes) {
            return JvmUnderTest.on(Jdk.of(jdk))
                    .jvmArgs("-XX:+Use" + collector + "GC", "-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError")
                    .withAgent("");
        }

        @Override
        public String toString() {
            return "JDK " + jdk + ", " + collector;
        }
    }

    static Stream<Jvm> jvms() {
        List<Jvm> all = List.of(
                new Jvm(17, "G1"),
                new Jvm(8, "Parallel"),
                new Jvm(8, "ConcMarkSweep"),
                new Jvm(17, "Serial"),
                new Jvm(25, "G1"),
                new Jvm(25, "Z"));
        return Matrix.full() ? all.stream() : all.stream().limit(1);
    }

    /** With the collector that the JDK chooses on a small machine. */
    private static Jvm usual(int jdk) {
        return new Jvm(jdk, jdk == 8 ? "Parallel" : "G1");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 17, 21, 25})
    void refusalsThatFillTheHeapInASecondAndAHalfAreNamedForSure(int jdk) {
        Jvm jvm = usual(jdk);
        database.holdAll();
        sureInOneOfThree(
                () -> jvm.launch(64)
                        .classPath(DRIVER.jar())
                        .main(RefusedRetryLeakApp.class)
                        .args(database.url(DRIVER, "mysql"), MariaDb.USER, MariaDb.PASSWORD, 5, 100),
                "db-connection-limit",
                "A01",
                jvm,
                "5 MB per attempt, every 100 ms: dead in 1.5 s");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 17, 21, 25})
    void aStartThatDoesNotFitIsNamedForSureAfterASecondAndAHalf(int jdk) {
        Jvm jvm = usual(jdk);
        sureInOneOfThree(
                () -> jvm.launch(128).main(StartingApp.class).args(220, 2_000),
                "heap-too-small",
                "A07",
                jvm,
                "220 MB in 2 s of start, 128 allowed");
    }

    /** A machine that gives the process too little of its time hides what it did; named wrongly it must never be. */
    private static void sureInOneOfThree(Supplier<JvmLaunch> launch, String kind, String row, Jvm jvm, String what) {
        List<String> said = new ArrayList<>();
        for (int run = 0; run < 3 && !said.contains("high"); run++) {
            try (JvmUnderTest process = expectingWords(launch.get().start())) {
                assertThat(process.awaitExit(SOON)).isEqualTo(OOM_EXIT_CODE);
                Report report = process.report("--exit-code", "3");
                MATRIX.note(report, kind + " or unknown", row, jvm, what);
                assertThatVerdict(report).endedBy("oom-exit");
                assertThat(report.firstFault()).as(report.toString()).isIn(kind, "unknown");
                said.add(report.confidence());
            }
        }
        assertThat(said).contains("high");
    }

    static Stream<Arguments> lookAlikes() {
        List<Jvm> jvms =
                Matrix.full() ? Stream.of(8, 11, 17, 21, 25).map(HeapIT::usual).toList() : List.of(usual(17));
        return jvms.stream()
                .flatMap(jvm ->
                        Stream.of("even", "steps", "late", "retry", "classes").map(how -> Arguments.of(jvm, how)));
    }

    /** Refused by the database beside what fills the heap, or refused by nobody and yet no start that does not fit. */
    @ParameterizedTest
    @MethodSource("lookAlikes")
    void aYoungHeapThatOnlyLooksLikeTheseIsNeitherForSure(Jvm jvm, String how) {
        boolean asks = !how.equals("retry") && !how.equals("classes");
        JvmLaunch launch = jvm.launch(64).main(YoungHeapApp.class);
        if (asks) {
            database.holdAll();
            launch.classPath(DRIVER.jar()).args(database.url(DRIVER, "mysql"), MariaDb.USER, MariaDb.PASSWORD);
        }
        try (JvmUnderTest process = expectingWords(launch.args(how, 5, 100).start())) {
            assertThat(process.awaitExit(SOON)).isEqualTo(OOM_EXIT_CODE);
            Report report = process.report("--exit-code", "3");
            assertThatVerdict(report)
                    .endedBy("oom-exit")
                    .doesNotClaim("db-connection-limit")
                    .doesNotClaim("heap-too-small");
        }
    }

    private static JvmUnderTest expectingWords(JvmUnderTest process) {
        return process.expectAgentLine("database refused a connection").expectAgentLine("first fault: ");
    }

    @ParameterizedTest
    @MethodSource("jvms")
    @EnabledIfSystemProperty(named = MATRIX_ONLY, matches = "true")
    void requestsThatEachLeaveSomethingBehindLeak(Jvm jvm) {
        try (JvmUnderTest process = jvm.launch(96)
                .main(HeapApp.class)
                .args(3, "requests", 2_600, 0)
                .start()
                .expectAgentLine("first fault: heap-leak")) {
            judge(process, "heap-leak", "A02", jvm, "3 KB of each request");
        }
    }

    @ParameterizedTest
    @MethodSource("jvms")
    @EnabledIfSystemProperty(named = MATRIX_ONLY, matches = "true")
    void sessionsThatStayLeak(Jvm jvm) {
        try (JvmUnderTest process = jvm.launch(96)
                .main(HeapApp.class)
                .args(3, "sessions", 2_600, 0)
                .start()
                .expectAgentLine("first fault: (heap-leak|thread-leak)")) {
            judge(process, "heap-leak or thread-leak", "A03", jvm, "130 KB of each session");
        }
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void oneTaskThatCollectsAllItReadsAccumulates(Jvm jvm) {
        try (JvmUnderTest process = jvm.launch(96)
                .main(HeapApp.class)
                .args(20, "task", 6_000, 0)
                .start()
                .expectAgentLine("first fault: (accumulated-results|heap-leak)")) {
            judge(process, "accumulated-results or unknown", "A10", jvm, "one task, 6 MB a second, after 20 s");
        }
    }

    @ParameterizedTest
    @MethodSource("jvms")
    @EnabledIfSystemProperty(named = MATRIX_ONLY, matches = "true")
    void aCacheThatLeavesNoRoomToWorkIsNoLargeAllocation(Jvm jvm) {
        try (JvmUnderTest process = jvm.launch(96)
                .main(HeapApp.class)
                .args(15, "cache", 8_000, 97_000)
                .start()
                .expectAgentLine("first fault: (accumulated-results|heap-too-small|heap-leak|gc-thrashing)")) {
            judge(
                    process,
                    "accumulated-results or heap-too-small or unknown",
                    "A11",
                    jvm,
                    "97 MB of cache, after 15 s");
        }
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void anArrayOfMostOfTheHeapIsALargeAllocationOrLeftOpen(Jvm jvm) {
        try (JvmUnderTest process =
                jvm.launch(96).main(HeapApp.class).args(10, "large", 0, 94_000).start()) {
            judge(process, "large-allocation or unknown", "A04", jvm, "one array of 94 MB");
        }
    }

    @Test
    void anArrayLongerThanTheJvmCanHoldIsALargeAllocationAndADumpIsLeftWhereAskedFor() {
        Jvm jvm = usual(17);
        try (JvmUnderTest process = jvm.launch(96)
                .withAgent("heap-dump=on")
                .main(HeapApp.class)
                .args(5, "array", 0, 0)
                .start()) {
            judge(process, "large-allocation", "A05", jvm, "long[Integer.MAX_VALUE]");
            assertThat(process.directory().resolve("heap-dumps")).isDirectoryContaining("glob:**.hprof");
        }
    }

    @ParameterizedTest
    @MethodSource("jvms")
    @EnabledIfSystemProperty(named = MATRIX_ONLY, matches = "true")
    void aHeapThatIsAllButFullThrashes(Jvm jvm) {
        try (JvmUnderTest process = jvm.launch(96)
                .jvmArgs("-XX:-UseGCOverheadLimit")
                .main(HeapApp.class)
                .args(5, "cache", 12_000, 86_000)
                .start()
                .expectAgentLine("first fault: (gc-thrashing|heap-too-small|accumulated-results|heap-leak)")) {
            await().during(Duration.ofSeconds(45))
                    .atMost(Duration.ofSeconds(50))
                    .until(() -> true);
            Report report = process.isAlive() ? process.diagnosis() : process.report("--exit-code", "3");
            MATRIX.note(
                    report,
                    "gc-thrashing or heap-too-small or accumulated-results or unknown or none",
                    "A06",
                    jvm,
                    "86 MB of 96 for good");
            assertThatVerdict(report).doesNotClaim("heap-leak").doesNotClaim("large-allocation");
        }
    }

    private static void judge(JvmUnderTest process, String kinds, String row, Jvm jvm, String what) {
        assertThat(process.awaitExit(SOON)).isEqualTo(OOM_EXIT_CODE);
        Report report = process.report("--exit-code", "3");
        MATRIX.note(report, kinds, row, jvm, what);
        assertThat(List.of(kinds.split(" or "))).as(report.toString()).contains(report.firstFault());
        assertThatVerdict(report).endedBy("oom-exit");
    }
}
