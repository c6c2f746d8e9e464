package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.it.harness.HiveMetastore;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.MetastoreClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More clients than workers: each client keeps a worker for as long as it is connected, asking or not. */
final class SaturatedMetastoreIT {
    private static final String SERVER = "thrift-server";
    private static final int CLIENTS = 210;
    private static final int WORKERS = 5;
    private static final Duration SOON = Duration.ofMinutes(1);

    private static MariaDb database;

    @BeforeAll
    static void startDatabase() {
        database = MariaDb.withMetastoreSchemas(100);
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @ParameterizedTest
    @SuppressWarnings("try") // the other client need not be spoken to
    @ValueSource(strings = {"3.1.3", "4.0.1"})
    void aMetastoreWithoutAFreeWorkerIsNamed(String version) throws Exception {
        HiveMetastore metastore = HiveMetastore.version(version)
                .database(database, JdbcDriver.MARIADB_2_7)
                .property("metastore.server.min.threads", 2)
                .property("metastore.server.max.threads", WORKERS);
        try (JvmUnderTest jvm =
                metastore.on(metastore.jdk()).jvmArgs("-Xmx512m").withAgent("").start()) {
            metastore.awaitStarted(jvm);
            jvm.expectAgentLine("first fault: .*" + SERVER);
            try (AutoCloseable crowd = MetastoreClient.crowd(metastore, CLIENTS)) {
                await("all workers at work")
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(jvm.http("/metrics").lines())
                                .contains("executor_active_threads{name=\"" + SERVER + "\"} " + WORKERS)
                                .contains("executor_pool_max_threads{name=\"" + SERVER + "\"} " + WORKERS));
                await("a report that names them")
                        .atMost(SOON)
                        .pollInterval(Duration.ofSeconds(2))
                        .untilAsserted(() -> assertThatVerdict(jvm.diagnosis())
                                .firstFault("load-surge")
                                .onTarget(SERVER));
                assertNoWorkerIsAccused(jvm);
            }
            assertThat(jvm.terminate()).isEqualTo(143);
            assertThatVerdict(jvm.report())
                    .endedBy("terminated", 143)
                    .firstFault("load-surge")
                    .onTarget(SERVER)
                    .saysOnFirstScreen("All 5 workers of " + SERVER)
                    .saysOnFirstScreen(version.equals("3.1.3") ? "accepts no other" : "workers");
        }
    }

    @Test
    void theSecondPoolOfAMetastoreIsKnownByItsName() {
        HiveMetastore metastore = HiveMetastore.version("4.0.1").database(database, JdbcDriver.MARIADB_2_7);
        try (JvmUnderTest jvm =
                metastore.on(metastore.jdk()).jvmArgs("-Xmx512m").withAgent("").start()) {
            metastore.awaitStarted(jvm);
            await("the pools")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(jvm.http("/metrics").lines())
                            .contains("hikaricp_connections_max{pool=\"objectstore\"} 10")
                            .contains("hikaricp_connections_max{pool=\"objectstore-secondary\"} 2"));
            assertThat(jvm.terminate()).isEqualTo(143);
        }
    }

    /** A worker that reads its client's next request waits for as long as the client likes. */
    private static void assertNoWorkerIsAccused(JvmUnderTest jvm) {
        await("a scan of the threads")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(jvm.http("/metrics").lines())
                        .contains("firstfault_unlimited_waits_threads{kind=\"socket-read\"} 0"));
        assertThat(jvm.http("/metrics").lines())
                .noneMatch(line -> line.matches("firstfault_unlimited_waits_threads\\{.*} [1-9].*"));
    }
}
