package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.BlackHole;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Ports;
import dev.firstfault.it.harness.PostgreSql;
import dev.firstfault.it.harness.PrometheusServer;
import java.time.Duration;
import java.util.stream.Stream;
import org.example.faults.ConnectApp;
import org.example.faults.EndingApp;
import org.example.faults.HikariLoadApp;
import org.example.faults.LeakApp;
import org.example.faults.PoolPerCallApp;
import org.example.faults.RefusalsBesideLeakApp;
import org.example.faults.RefusedRetryLeakApp;
import org.example.faults.SmallHeapApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program under test causes its fault without the agent; so whatever a test sees with the agent is the fault, or the agent. */
final class BareProgramsIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError: Java heap space";
    private static final JdbcDriver DRIVER = JdbcDriver.MARIADB_2_7;

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void endsWithTheCodeItIsGiven(Jdk jdk) {
        try (JvmUnderTest jvm =
                JvmUnderTest.on(jdk).main(EndingApp.class).args(0, "exit", 7).start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(7);
            assertThat(jvm.stdout()).containsExactly("ready", "ending");
            assertThat(jvm.stderr()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "return, 0",
        "halt, 9",
        "throw, 1",
        "oom-heap, 3",
        "oom-array, 3",
        "oom-metaspace, 3",
        "oom-direct, 1",
        "crash, 134"
    })
    void endsInEveryWay(String way, int exitCode) {
        try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                .jvmArgs("-Xmx64m", "-XX:MaxMetaspaceSize=24m", "-XX:+ExitOnOutOfMemoryError")
                .main(EndingApp.class)
                .args(0, way, 9)
                .start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(exitCode);
        }
    }

    @Test
    void isEndedBySignals() {
        try (JvmUnderTest terminated = JvmUnderTest.on(Jdk.of(17))
                        .main(EndingApp.class)
                        .args(0, "wait")
                        .start();
                JvmUnderTest killed = JvmUnderTest.on(Jdk.of(17))
                        .main(EndingApp.class)
                        .args(0, "wait")
                        .start()) {
            assertThat(terminated.awaitLine("ending", SOON).terminate()).isEqualTo(143);
            assertThat(killed.awaitLine("ending", SOON).kill9()).isEqualTo(137);
        }
    }

    @Test
    void leaksUntilTheHeapIsFull() {
        try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                .jvmArgs("-Xmx32m", "-XX:+ExitOnOutOfMemoryError")
                .main(LeakApp.class)
                .args(256, 5)
                .start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(3);
            assertThat(jvm.stdout()).anyMatch(line -> line.contains(OUT_OF_MEMORY));
        }
    }

    @ParameterizedTest
    @CsvSource({"64, true", "24, false"})
    void livesOnlyInAHeapAboveItsLiveSet(int maxHeapMegabytes, boolean lives) {
        try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                .jvmArgs("-Xmx" + maxHeapMegabytes + "m", "-XX:+ExitOnOutOfMemoryError")
                .main(SmallHeapApp.class)
                .args(30, 1)
                .start()) {
            if (lives) {
                jvm.awaitLine("filled", SOON);
            } else {
                assertThat(jvm.awaitExit(SOON)).isEqualTo(3);
            }
        }
    }

    @Test
    void retriesARefusedConnectionUntilTheHeapIsFull() {
        try (MariaDb database = MariaDb.start(10).holdAll();
                JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(8))
                        .jvmArgs("-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
                        .classPath(DRIVER.jar())
                        .main(RefusedRetryLeakApp.class)
                        .args(database.url(DRIVER, "mysql"), MariaDb.USER, MariaDb.PASSWORD, 2, 20)
                        .start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(3);
            assertThat(jvm.stdout()).anyMatch(line -> line.contains(OUT_OF_MEMORY));
        }
    }

    @Test
    void isRefusedAndLeaksSideBySide() {
        try (MariaDb database = MariaDb.start(10).holdAll();
                JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                        .jvmArgs("-Xmx48m", "-XX:+ExitOnOutOfMemoryError")
                        .classPath(DRIVER.jar())
                        .main(RefusalsBesideLeakApp.class)
                        .args(database.url(DRIVER, "mysql"), MariaDb.USER, MariaDb.PASSWORD, 100, 64, 5)
                        .start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(3);
            assertThat(jvm.stdout()).contains("refused");
        }
    }

    @ParameterizedTest
    @CsvSource({"pool, 2.5.1, 8", "pool, 4.0.3, 8", "pool, 7.1.0, 17", "connection, 4.0.3, 17"})
    void fillsTheDatabaseByItself(String what, String hikari, int jdk) {
        try (MariaDb database = MariaDb.start(10);
                JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(jdk))
                        .classPath(DRIVER.jar())
                        .classPath(Libraries.hikari(hikari))
                        .main(PoolPerCallApp.class)
                        .args(what, database.url(DRIVER, "mysql"), MariaDb.USER, MariaDb.PASSWORD, 3, 20, 2)
                        .start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            assertThat(jvm.stdout()).anyMatch(line -> line.startsWith("called"));
            assertThat(jvm.stdout())
                    .anyMatch(line -> line.startsWith("failed") && line.contains("Too many connections"));
        }
    }

    @Test
    void checksConnectionsOutAndIn() {
        try (MariaDb database = MariaDb.start(20);
                JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                        .classPath(DRIVER.jar())
                        .classPath(Libraries.hikari("5.1.0"))
                        .main(HikariLoadApp.class)
                        .args(database.url(DRIVER, "mysql"), MariaDb.USER, MariaDb.PASSWORD, 4, 8, 5, "orders")
                        .start()) {
            jvm.awaitLine("ready", SOON);
            assertThat(jvm.terminate()).isEqualTo(143);
            assertThat(jvm.stdout()).containsExactly("ready");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JdbcDriver.class,
            names = {"MARIADB_2_7", "MARIADB_3_5", "MYSQL_8_0", "MYSQL_9_6"})
    void isToldWhyItDoesNotGetAConnection(JdbcDriver driver) {
        try (MariaDb database = MariaDb.start(10)) {
            String url = database.url(driver, "mysql");
            assertThat(connect(driver, url, "hive")).startsWith("connected");
            assertThat(connect(driver, url, "wrong")).startsWith("failed 28000 1045");
            assertThat(connect(driver, driver.url("127.0.0.1", Ports.free(), "mysql"), "hive"))
                    .startsWith("failed 08");
            database.holdAll();
            assertThat(connect(driver, url, "hive"))
                    .startsWith("failed 08004 1040")
                    .contains("Too many connections");
            database.release();
            database.holdAllIncludingReserved();
            assertThat(connect(driver, url, "hive"))
                    .contains("Too many connections")
                    .doesNotContain("(conn=");
        }
    }

    @Test
    void waitsForEverAtABlackHole() {
        try (BlackHole hole = BlackHole.open();
                JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                        .classPath(DRIVER.jar())
                        .main(ConnectApp.class)
                        .args(DRIVER.url("127.0.0.1", hole.port(), "mysql") + "?connectTimeout=1000", "a", "b", 1, 0)
                        .start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            assertThat(jvm.stdout()).anyMatch(line -> line.startsWith("failed 08"));
        }
    }

    @Test
    void isRefusedByAFullPostgres() {
        JdbcDriver driver = JdbcDriver.POSTGRESQL_42_7;
        try (PostgreSql database = PostgreSql.start(4);
                JvmUnderTest first = JvmUnderTest.on(Jdk.of(17))
                        .classPath(driver.jar())
                        .classPath(Libraries.hikari("5.1.0"))
                        .main(PoolPerCallApp.class)
                        .args("connection", database.url(driver), "postgres", "", 1, 10, 1)
                        .start()) {
            assertThat(first.awaitExit(SOON)).isEqualTo(1);
            assertThat(first.stdout()).anyMatch(line -> line.contains("too many clients already"));
        }
    }

    @Test
    void prometheusScrapesItself() {
        try (PrometheusServer prometheus = PrometheusServer.scraping("/nonexistent/*.json")) {
            assertThat(prometheus.query("vector(1)").at("/0/value/1").asText()).isEqualTo("1");
        }
        assertThat(PrometheusServer.check("# HELP a_total A.\n# TYPE a_total counter\na_total 1\n"))
                .isEmpty();
    }

    private static String connect(JdbcDriver driver, String url, String password) {
        try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                .classPath(driver.jar())
                .main(ConnectApp.class)
                .args(url, MariaDb.USER, password, 1, 0)
                .start()) {
            jvm.awaitExit(SOON);
            return String.join("\n", jvm.stdout().subList(1, jvm.stdout().size()));
        }
    }
}
