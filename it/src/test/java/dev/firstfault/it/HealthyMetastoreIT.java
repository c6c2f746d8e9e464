package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.it.harness.HiveMetastore;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.MetastoreClient;
import java.time.Duration;
import java.util.List;
import org.example.faults.HikariLoadApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where nothing is wrong, nothing is said: work, waits that are part of it, and ends that come from outside. */
final class HealthyMetastoreIT {
    private static final Duration LOAD = Duration.ofSeconds(Matrix.full() ? 120 : 30);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Matrix MATRIX = new Matrix("healthy", "program", "seconds");

    private static MariaDb database;

    @BeforeAll
    static void startDatabase() {
        database = MariaDb.withMetastoreSchemas(100);
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @Test
    void aMetastoreAtWorkIsNotSuspectedOfAnything() {
        HiveMetastore metastore = HiveMetastore.version("4.0.1").database(database, JdbcDriver.MARIADB_2_7);
        try (JvmUnderTest jvm =
                metastore.on(metastore.jdk()).jvmArgs("-Xmx512m").withAgent("").start()) {
            metastore.awaitStarted(jvm);
            try (JvmUnderTest load = MetastoreClient.load(metastore, "mix", 4, LOAD)) {
                await("the end of the load")
                        .atMost(LOAD.plus(SOON))
                        .pollInterval(Duration.ofSeconds(2))
                        .until(() -> {
                            assertThatVerdict(jvm.diagnosis())
                                    .endedBy("running")
                                    .nothingWentWrong();
                            return !load.isAlive();
                        });
                assertThat(load.stdout()).last().asString().matches("calls=[1-9]\\d* failures=0");
            }
            assertThat(jvm.http("/metrics").lines())
                    .noneMatch(line -> line.matches("firstfault_diagnosis\\{.*} 1(\\.0)?"));
            assertThat(jvm.terminate()).isEqualTo(143);
            assertThat(jvm.agentLines()).hasSize(1);
            MATRIX.note(jvm.report(), "none", "metastore 4.0.1 at work, SIGTERM", LOAD.toSeconds());
            assertThatVerdict(jvm.report()).endedBy("terminated", 143).nothingWentWrong();
        }
    }

    @Test
    void waitsAndAConnectThatFailedForAMomentAreNoFault() {
        database.setMaxConnections(100);
        try (JvmUnderTest jvm = pooled(2, 6, 20, "orders").expectAgentLine("database refused a connection")) {
            jvm.awaitLine("ready", SOON);
            await("both connections of the pool")
                    .atMost(SOON)
                    .until(() -> connectionsOfPool().size() == 2);
            // One connection too many for the moment in which the pool replaces one.
            database.hold(9);
            database.setMaxConnections(10);
            database.sql("kill " + connectionsOfPool().get(0));
            await("a refused connection")
                    .atMost(SOON)
                    .until(() -> jvm.http("/metrics")
                            .lines()
                            .anyMatch(line -> line.matches("firstfault_jdbc_connect_failures_total\\{.*} [1-9].*")));
            database.setMaxConnections(100);
            database.release();
            await("the pool's second connection")
                    .atMost(SOON)
                    .until(() -> connectionsOfPool().size() == 2);
            await("calm")
                    .atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThatVerdict(jvm.diagnosis())
                            .endedBy("running")
                            .nothingWentWrong());
            assertThat(jvm.terminate()).isEqualTo(143);
            MATRIX.note(jvm.report(), "none", "pool that waits, refused for a moment, SIGTERM", "-");
            assertThatVerdict(jvm.report()).endedBy("terminated", 143).nothingWentWrong();
        }
    }

    @Test
    void aHealthyProcessThatIsKilledWasHealthy() {
        database.setMaxConnections(100);
        try (JvmUnderTest jvm = pooled(4, 2, 5, "invoices")) {
            jvm.awaitLine("ready", SOON);
            await("all connections of the pool")
                    .atMost(SOON)
                    .until(() -> connectionsOfPool().size() == 4);
            await("a verdict")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThatVerdict(jvm.diagnosis())
                            .endedBy("running")
                            .nothingWentWrong());
            assertThat(jvm.kill9()).isEqualTo(137);
            MATRIX.note(jvm.report(), "none", "pool at work, SIGKILL", "-");
            assertThatVerdict(jvm.report()).endedBy("killed").nothingWentWrong();
        }
    }

    private static JvmUnderTest pooled(int size, int threads, int holdMillis, String name) {
        JdbcDriver driver = JdbcDriver.MARIADB_2_7;
        JvmLaunch launch = JvmUnderTest.on(Jdk.of(17))
                .withAgent("")
                .jvmArgs("-Xmx128m")
                .classPath(driver.jar())
                .classPath(Libraries.hikari("5.1.0"));
        return launch.main(HikariLoadApp.class)
                .args(
                        database.url(driver, "information_schema"),
                        MariaDb.USER,
                        MariaDb.PASSWORD,
                        size,
                        threads,
                        holdMillis,
                        name)
                .start();
    }

    /** Only the programs here work in that database; those that hold connections do not. */
    private static List<String> connectionsOfPool() {
        return database.sql("select id from information_schema.processlist where db = 'information_schema'"
                + " and user = '" + MariaDb.USER + "'");
    }
}
