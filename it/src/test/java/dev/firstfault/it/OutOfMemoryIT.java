package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.HiveMetastore;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.MetastoreClient;
import dev.firstfault.it.harness.Report;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.example.faults.LeakApp;
import org.example.faults.RefusalsBesideLeakApp;
import org.example.faults.RefusedRetryLeakApp;
import org.example.faults.SmallHeapApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same last words, {@code Java heap space}, for five different reasons. */
@Isolated // A heap that fills within a second is seen by a sampler that gets its turn.
final class OutOfMemoryIT {
    private static final JdbcDriver DRIVER = JdbcDriver.MARIADB_2_7;
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final int OOM_EXIT_CODE = 3;

    /** Just below what a metastore takes: {@code metastore.server.max.message.size}, 100 MB. */
    private static final int ANNOUNCED_BYTES = 99_000_000;

    /** As clients come one after the other. */
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private static final Matrix MATRIX = new Matrix("out-of-memory", "program", "JVM", "paces");

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

    /** The JVM that a program runs out of memory in. */
    private record Heap(int jdk, String collector, int megabytes) {
        JvmLaunch launch() {
            return JvmUnderTest.on(Jdk.of(jdk))
                    .jvmArgs("-XX:+Use" + collector + "GC", "-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError")
                    .withAgent("");
        }

        @Override
        public String toString() {
            return "JDK " + jdk + ", " + collector + ", " + megabytes + " MB";
        }
    }

    @ParameterizedTest
    @CsvSource({"3.1.3, 8, Parallel", "4.0.1, 17, G1"})
    void stringsThatAClientOnlyAnnouncesAreALargeAllocation(String version, int jdk, String collector)
            throws IOException {
        HiveMetastore metastore = HiveMetastore.version(version).database(database, DRIVER);
        Heap heap = new Heap(jdk, collector, 256);
        List<Socket> announced = new ArrayList<>();
        try (JvmUnderTest jvm = metastore
                .on(Jdk.of(jdk))
                .jvmArgs("-XX:+Use" + collector + "GC", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError")
                .withAgent("")
                .start()) {
            metastore.awaitStarted(jvm);
            announced = MetastoreClient.announceStrings(metastore, 4, ANNOUNCED_BYTES, BETWEEN);
            assertThat(jvm.awaitExit(SOON)).isEqualTo(OOM_EXIT_CODE);
            Report report = jvm.report();
            MATRIX.note(report, "large-allocation", "metastore " + version + ", announced strings", heap, "-");
            assertThatVerdict(report)
                    .endedBy("oom-exit")
                    .firstFault("large-allocation")
                    .saysOnFirstScreen("large-allocation");
        } finally {
            for (Socket socket : announced) {
                socket.close();
            }
        }
    }

    static Stream<Arguments> leaks() {
        return drawn(
                Stream.of(
                        Arguments.of(new Heap(8, "Parallel", 64), 10, 10),
                        Arguments.of(new Heap(17, "G1", 96), 8, 5),
                        Arguments.of(new Heap(25, "Serial", 64), 12, 20),
                        Arguments.of(new Heap(21, "Z", 128), 20, 8)),
                12,
                random -> Arguments.of(heap(random, 48, 256), 8 + random.nextInt(40), 3 + random.nextInt(20)));
    }

    @ParameterizedTest
    @MethodSource("leaks")
    void whatIsNeverLetGoIsALeak(Heap heap, int seconds, int everyMillis) {
        int kilobytes = heap.megabytes() * everyMillis / seconds; // as much as fills the heap in that time
        try (JvmUnderTest jvm = heap.launch()
                .main(LeakApp.class)
                .args(kilobytes, everyMillis)
                .start()
                .expectAgentLine("first fault: heap-leak")) {
            judge(jvm, "heap-leak", "leaks", heap, kilobytes + " KB every " + everyMillis + " ms");
        }
    }

    static Stream<Arguments> smallHeaps() {
        // A second or two of filling: of a shorter life the samples tell nothing but its end.
        return drawn(
                Stream.of(
                        Arguments.of(new Heap(8, "Parallel", 512), 640, 2),
                        Arguments.of(new Heap(17, "G1", 384), 500, 1),
                        Arguments.of(new Heap(25, "Serial", 640), 900, 2)),
                10,
                random -> {
                    Heap heap = heap(random, 256, 768);
                    int live = heap.megabytes() + heap.megabytes() * (1 + random.nextInt(8)) / 8;
                    return Arguments.of(heap, live, 1 + random.nextInt(2));
                });
    }

    @ParameterizedTest
    @MethodSource("smallHeaps")
    void aHeapBelowWhatIsNeededFromTheStartIsTooSmall(Heap heap, int liveMegabytes, int megabytesPerBeat) {
        try (JvmUnderTest jvm = heap.launch()
                .main(SmallHeapApp.class)
                .args(liveMegabytes, megabytesPerBeat)
                .start()
                .expectAgentLine("first fault: heap-too-small")) {
            judge(
                    jvm,
                    "heap-too-small",
                    "needs more at once",
                    heap,
                    liveMegabytes + " MB, " + megabytesPerBeat + " every 10 ms");
        }
    }

    static Stream<Arguments> leakingRetries() {
        return drawn(
                Stream.of(
                        Arguments.of(new Heap(8, "Parallel", 64), 2, 200),
                        Arguments.of(new Heap(17, "G1", 128), 4, 300),
                        Arguments.of(new Heap(25, "Serial", 64), 1, 150)),
                10,
                random -> Arguments.of(
                        heap(random, 48, 192),
                        1 + random.nextInt(4),
                        List.of(100, 200, 400, 800).get(random.nextInt(4))));
    }

    @ParameterizedTest
    @MethodSource("leakingRetries")
    void refusalsThatLeakPerRetryComeBeforeTheHeapThatTheyFill(Heap heap, int megabytes, int everyMillis) {
        database.holdAll();
        try (JvmUnderTest jvm = heap.launch()
                .classPath(DRIVER.jar())
                .main(RefusedRetryLeakApp.class)
                .args(database.url(DRIVER, "mysql"), MariaDb.USER, MariaDb.PASSWORD, megabytes, everyMillis)
                .start()
                .expectAgentLine("database refused a connection")
                .expectAgentLine("first fault: db-connection-limit")) {
            Report report = judge(
                    jvm,
                    "db-connection-limit",
                    "retries leak",
                    heap,
                    megabytes + " MB per attempt, every " + everyMillis + " ms");
            assertThatVerdict(report).onTarget(database.url(DRIVER, "mysql")).hasConsequence("heap-growth");
        }
    }

    static Stream<Arguments> coincidences() {
        return drawn(
                Stream.of(
                        Arguments.of(new Heap(8, "Parallel", 64), 250, 64, 5),
                        Arguments.of(new Heap(17, "G1", 96), 1_000, 128, 10),
                        Arguments.of(new Heap(25, "Serial", 64), 100, 128, 20)),
                10,
                random -> Arguments.of(
                        heap(random, 48, 192),
                        List.of(50, 200, 500, 2_000).get(random.nextInt(4)),
                        32 << random.nextInt(3),
                        List.of(3, 5, 10, 20).get(random.nextInt(4))));
    }

    @ParameterizedTest
    @MethodSource("coincidences")
    void refusalsBesideALeakAreNotMadeItsCause(Heap heap, int refusedEveryMillis, int kilobytes, int leakEveryMillis) {
        database.holdAll();
        try (JvmUnderTest jvm = heap.launch()
                .classPath(DRIVER.jar())
                .main(RefusalsBesideLeakApp.class)
                .args(
                        database.url(DRIVER, "mysql"),
                        MariaDb.USER,
                        MariaDb.PASSWORD,
                        refusedEveryMillis,
                        kilobytes,
                        leakEveryMillis)
                .start()
                .expectAgentLine("database refused a connection")
                .expectAgentLine("first fault: (db-connection-limit|heap-leak)")) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(OOM_EXIT_CODE);
            Report report = jvm.report();
            MATRIX.note(
                    report,
                    "heap-leak or unknown",
                    "leaks beside refusals",
                    heap,
                    "refused every " + refusedEveryMillis + " ms, " + kilobytes + " KB every " + leakEveryMillis
                            + " ms");
            assertThatVerdict(report).endedBy("oom-exit").doesNotClaim("db-connection-limit");
            assertThat(report.firstFault()).as(report.toString()).isIn("heap-leak", "unknown");
        }
    }

    private static Report judge(JvmUnderTest jvm, String kind, String program, Heap heap, String paces) {
        assertThat(jvm.awaitExit(SOON)).isEqualTo(OOM_EXIT_CODE);
        Report report = jvm.report();
        MATRIX.note(report, kind, program, heap, paces);
        assertThatVerdict(report).endedBy("oom-exit").firstFault(kind);
        return report;
    }

    private interface Draw {
        Arguments next(Random random);
    }

    /** The runs of every build, and with it/matrix as many random ones. */
    private static Stream<Arguments> drawn(Stream<Arguments> always, int count, Draw draw) {
        Random random = Matrix.random();
        return Matrix.full()
                ? Stream.concat(always, Stream.generate(() -> draw.next(random)).limit(count))
                : always;
    }

    private static Heap heap(Random random, int leastMegabytes, int mostMegabytes) {
        int jdk = List.of(8, 11, 17, 21, 25).get(random.nextInt(5));
        List<String> collectors =
                jdk >= 17 ? List.of("Serial", "Parallel", "G1", "Z") : List.of("Serial", "Parallel", "G1");
        String collector = collectors.get(random.nextInt(collectors.size()));
        return new Heap(jdk, collector, leastMegabytes + random.nextInt(mostMegabytes - leastMegabytes + 1));
    }
}
