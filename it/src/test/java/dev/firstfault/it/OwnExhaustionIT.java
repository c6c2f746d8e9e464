package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.Report;
import java.time.Duration;
import java.util.stream.Stream;
import org.example.faults.PoolPerCallApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same words from the database as in {@link RefusedMetastoreIT}; but here we are the hog. */
final class OwnExhaustionIT {
    private static final String KIND = "own-connection-exhaustion";
    private static final String LOOK_ALIKE = "db-connection-limit";
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int FAILURES_UNTIL_EXIT = 5;
    private static final Matrix MATRIX =
            new Matrix("own-exhaustion", "opens", "per call", "every ms", "limit", "library", "JDK");

    private static MariaDb database;

    @BeforeAll
    static void startDatabase() {
        database = MariaDb.start(30);
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    static Stream<Arguments> hogs() {
        Stream<Arguments> few = Stream.of(
                Arguments.of("pool", 2, 200, 30, "2.6.1", JdbcDriver.MARIADB_2_7, 8),
                Arguments.of("pool", 5, 500, 40, "5.1.0", JdbcDriver.MYSQL_9_6, 17),
                Arguments.of("pool", 1, 100, 20, "7.1.0", JdbcDriver.MARIADB_3_5, 25),
                Arguments.of("connection", 1, 300, 30, "none", JdbcDriver.MARIADB_2_7, 17),
                Arguments.of("connection", 1, 50, 20, "none", JdbcDriver.MYSQL_8_0, 8));
        if (!Matrix.full()) {
            return few;
        }
        Stream<Arguments> more = Stream.of(
                Arguments.of("pool", 10, 1_000, 60, "4.0.3", JdbcDriver.MYSQL_8_0, 17),
                Arguments.of("pool", 1, 20, 15, "2.6.1", JdbcDriver.MYSQL_8_0, 8),
                Arguments.of("pool", 3, 1_500, 20, "3.4.5", JdbcDriver.MARIADB_2_7, 11),
                Arguments.of("pool", 2, 50, 100, "5.1.0", JdbcDriver.MARIADB_3_5, 21),
                Arguments.of("pool", 4, 300, 25, "2.5.1", JdbcDriver.MARIADB_2_7, 8),
                Arguments.of("pool", 10, 300, 151, "7.1.0", JdbcDriver.MYSQL_9_6, 25),
                Arguments.of("connection", 1, 10, 40, "none", JdbcDriver.MARIADB_3_5, 25),
                Arguments.of("connection", 1, 1_000, 15, "none", JdbcDriver.MYSQL_9_6, 21),
                Arguments.of("connection", 1, 500, 60, "none", JdbcDriver.MARIADB_2_7, 11));
        return Stream.concat(few, more);
    }

    @ParameterizedTest
    @MethodSource("hogs")
    void whoeverTookTheConnectionsItselfIsToldSo(
            String what, int size, int everyMillis, int limit, String hikari, JdbcDriver driver, int jdk) {
        database.setMaxConnections(limit);
        JvmLaunch launch = JvmUnderTest.on(Jdk.of(jdk)).withAgent("").classPath(driver.jar());
        if (what.equals("pool")) {
            launch.classPath(Libraries.hikari(hikari));
        }
        try (JvmUnderTest jvm = launch.main(PoolPerCallApp.class)
                .args(
                        what,
                        database.url(driver, "mysql"),
                        MariaDb.USER,
                        MariaDb.PASSWORD,
                        size,
                        everyMillis,
                        FAILURES_UNTIL_EXIT)
                .start()
                .expectAgentLine("database refused a connection: .*Too many connections")
                .expectAgentLine("first fault: " + KIND)) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            Report report = jvm.report();
            MATRIX.note(report, KIND, what, size, everyMillis, limit, what.equals("pool") ? hikari : driver, jdk);
            assertThatVerdict(report)
                    .doesNotClaim(LOOK_ALIKE)
                    .endedBy("exit", 1)
                    .firstFault(KIND)
                    .onTarget(database.url(driver, "mysql"));
        }
    }
}
