package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.firstfault.it.harness.BlackHole;
import dev.firstfault.it.harness.HiveMetastore;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.Ports;
import dev.firstfault.it.harness.PostgreSql;
import dev.firstfault.it.harness.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.example.faults.ConnectApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that cannot be reached, in three ways that look alike from the application: no connection. */
@Execution(CONCURRENT)
final class UnreachableDatabaseIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int ATTEMPTS = 6;
    private static final int MILLIS_BETWEEN = 500;
    private static final Matrix MATRIX = new Matrix("unreachable", "program", "JDK", "driver", "way");

    private static final List<JdbcDriver> NETWORKED = List.of(
            JdbcDriver.MARIADB_2_7,
            JdbcDriver.MARIADB_3_5,
            JdbcDriver.MYSQL_8_0,
            JdbcDriver.MYSQL_9_6,
            JdbcDriver.POSTGRESQL_42_2,
            JdbcDriver.POSTGRESQL_42_7);

    private enum Way {
        WRONG_PASSWORD("db-login-refused", "database refused the login"),
        CLOSED_PORT("db-down", "nobody listens where the database should be"),
        BLACK_HOLE("db-unreachable", "database did not answer");

        private final String kind;
        private final String line;

        Way(String kind, String line) {
            this.kind = kind;
            this.line = line;
        }
    }

    private static MariaDb mariaDb;
    private static PostgreSql postgreSql;
    private static BlackHole blackHole;

    @BeforeAll
    static void startDatabases() {
        mariaDb = MariaDb.withMetastoreSchemas(50);
        postgreSql = PostgreSql.start(20);
        blackHole = BlackHole.open();
    }

    @AfterAll
    static void stopDatabases() {
        blackHole.close();
        postgreSql.close();
        mariaDb.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aMetastoreThatCannotStartIsToldWhy(Way way) {
        JdbcDriver driver = JdbcDriver.MARIADB_2_7;
        String url = driver.url(MariaDb.HOST, port(way, driver), "hive_401");
        HiveMetastore metastore = HiveMetastore.version("4.0.1")
                // The driver's own timeout is half a minute; the verdict does not depend on it, the length of this test
                // does.
                .database(url + "?useMysqlMetadata=true&connectTimeout=2000", driver)
                .property("metastore.hmshandler.attempts", 2)
                .property("metastore.hmshandler.interval", "500ms");
        if (way == Way.WRONG_PASSWORD) {
            metastore.property("javax.jdo.option.ConnectionPassword", "not-the-password");
        }
        try (JvmUnderTest jvm =
                expecting(way, metastore.on(metastore.jdk()).jvmArgs("-Xmx512m").withAgent(""))) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            Report report = jvm.report();
            MATRIX.note(report, way.kind, "metastore 4.0.1", 17, driver, way);
            assertThatVerdict(report)
                    .endedBy("uncaught-exception", 1)
                    .firstFault(way.kind)
                    .onTarget(url)
                    .saysOnFirstScreen(way.kind);
        }
    }

    static Stream<Arguments> waysThroughDrivers() {
        List<JdbcDriver> drivers =
                Matrix.full() ? NETWORKED : List.of(JdbcDriver.MARIADB_3_5, JdbcDriver.MYSQL_9_6, NETWORKED.get(5));
        return drivers.stream().flatMap(driver -> Arrays.stream(Way.values()).map(way -> Arguments.of(driver, way)));
    }

    @ParameterizedTest
    @MethodSource("waysThroughDrivers")
    void everyDriverIsUnderstood(JdbcDriver driver, Way way) {
        boolean postgres = isPostgres(driver);
        String url = driver.url(MariaDb.HOST, port(way, driver), postgres ? "postgres" : "mysql");
        String timeouts = postgres
                ? "?connectTimeout=1&loginTimeout=1&socketTimeout=1"
                : "?connectTimeout=1000&socketTimeout=1000";
        // This cluster trusts everybody it knows, so it is asked by a stranger.
        String user = postgres && way == Way.WRONG_PASSWORD ? "stranger" : postgres ? "postgres" : MariaDb.USER;
        String password = way == Way.WRONG_PASSWORD ? "not-the-password" : MariaDb.PASSWORD;
        try (JvmUnderTest jvm = expecting(way, connecting(driver, url + timeouts, user, password, ATTEMPTS))) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            judge(jvm.report(), driver, way, url);
        }
    }

    @Test
    void aDatabaseInTheSameJvmRefusesALoginToo(@TempDir Path directory) {
        String url = "jdbc:h2:file:" + directory.resolve("orders");
        try (JvmUnderTest first =
                connecting(JdbcDriver.H2_2_2, url, "sa", "right", 1).start()) {
            assertThat(first.awaitExit(SOON)).isZero();
        }
        try (JvmUnderTest jvm =
                expecting(Way.WRONG_PASSWORD, connecting(JdbcDriver.H2_2_2, url, "sa", "wrong", ATTEMPTS))) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            judge(jvm.report(), JdbcDriver.H2_2_2, Way.WRONG_PASSWORD, url);
        }
    }

    /** Derby says it with 08004, which is MySQL's SQLState for a full server. */
    @Test
    void theSqlStateThatTwoDatabasesUseForDifferentThingsIsToldApart(@TempDir Path directory) {
        String url = "jdbc:derby:" + directory.resolve("orders");
        try (JvmUnderTest jvm = expecting(
                Way.WRONG_PASSWORD,
                connecting(JdbcDriver.DERBY_10_14, url + ";create=true", "sa", "wrong", ATTEMPTS)
                        .jvmArgs(
                                "-Dderby.connection.requireAuthentication=true",
                                "-Dderby.authentication.provider=BUILTIN",
                                "-Dderby.user.sa=right",
                                "-Dderby.stream.error.file=" + directory.resolve("derby.log")))) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            judge(jvm.report(), JdbcDriver.DERBY_10_14, Way.WRONG_PASSWORD, url);
        }
    }

    private static JvmLaunch connecting(JdbcDriver driver, String url, String user, String password, int attempts) {
        return JvmUnderTest.on(Jdk.of(17))
                .withAgent("")
                .classPath(driver.jar())
                .main(ConnectApp.class)
                .args(url, user, password, attempts, MILLIS_BETWEEN);
    }

    private static JvmUnderTest expecting(Way way, JvmLaunch launch) {
        return launch.start().expectAgentLine(way.line).expectAgentLine("first fault: " + way.kind);
    }

    private static void judge(Report report, JdbcDriver driver, Way way, String url) {
        MATRIX.note(report, way.kind, "connects six times", 17, driver, way);
        assertThatVerdict(report).endedBy("exit", 1).firstFault(way.kind).onTarget(url);
    }

    private static int port(Way way, JdbcDriver driver) {
        return switch (way) {
            case WRONG_PASSWORD -> isPostgres(driver) ? postgreSql.port() : mariaDb.port();
            case CLOSED_PORT -> Ports.free();
            case BLACK_HOLE -> blackHole.port();
        };
    }

    private static boolean isPostgres(JdbcDriver driver) {
        return driver == JdbcDriver.POSTGRESQL_42_2 || driver == JdbcDriver.POSTGRESQL_42_7;
    }
}
