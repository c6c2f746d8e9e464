package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.HiveMetastore;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.Report;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The founding incident: a metastore that cannot start because others hold the database's connections, refused in both of the forms that
 * MySQL's protocol has for it, through every driver.
 */
final class RefusedMetastoreIT {
    private static final String KIND = "db-connection-limit";
    private static final Duration UNTIL_IT_GIVES_UP = Duration.ofMinutes(5);
    private static final Matrix MATRIX = new Matrix("refused", "metastore", "JDK", "driver", "refused");

    private static final List<JdbcDriver> DRIVERS =
            List.of(JdbcDriver.MARIADB_2_7, JdbcDriver.MARIADB_3_5, JdbcDriver.MYSQL_8_0, JdbcDriver.MYSQL_9_6);

    private enum Refusal {
        /** After the login, with SQLState and code. */
        POST_AUTH,
        /** As the server's first packet, which has no SQLState. */
        PRE_HANDSHAKE
    }

    private static MariaDb database;

    @BeforeAll
    static void startDatabase() {
        database = MariaDb.withMetastoreSchemas(10);
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @AfterEach
    void giveConnectionsBack() {
        database.release();
    }

    static Stream<Arguments> refusals() {
        Stream<Arguments> on3 = DRIVERS.stream()
                .flatMap(driver -> Arrays.stream(Refusal.values())
                        .filter(form -> Matrix.full() || (form == Refusal.PRE_HANDSHAKE) == isMariaDb(driver))
                        .map(form -> Arguments.of("3.1.3", 8, driver, form)));
        Stream<Arguments> on4 = Stream.of(
                Arguments.of("4.0.1", 17, JdbcDriver.MYSQL_9_6, Refusal.POST_AUTH),
                Arguments.of("4.0.1", 21, JdbcDriver.MARIADB_2_7, Refusal.PRE_HANDSHAKE));
        return Stream.concat(on3, on4);
    }

    private static boolean isMariaDb(JdbcDriver driver) {
        return driver == JdbcDriver.MARIADB_2_7 || driver == JdbcDriver.MARIADB_3_5;
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void theDatabaseThatRefusedItIsNamed(String version, int jdk, JdbcDriver driver, Refusal form) {
        if (form == Refusal.PRE_HANDSHAKE) {
            database.holdAllIncludingReserved();
        } else {
            database.holdAll();
        }
        HiveMetastore metastore = HiveMetastore.version(version).database(database, driver);
        if (!Matrix.full()) {
            // Two attempts of several refused connections each; the default of ten only takes longer.
            metastore
                    .property("hive.hmshandler.retry.attempts", 2)
                    .property("metastore.hmshandler.attempts", 2)
                    .property("hive.hmshandler.retry.interval", "500ms")
                    .property("metastore.hmshandler.interval", "500ms");
        }
        try (JvmUnderTest jvm = metastore
                .on(Jdk.of(jdk))
                .jvmArgs("-Xmx512m")
                .withAgent("")
                .start()
                .expectAgentLine("database refused a connection: .*Too many connections")
                .expectAgentLine("first fault: " + KIND)) {
            assertThat(jvm.awaitExit(UNTIL_IT_GIVES_UP)).isEqualTo(1);
            Report report = jvm.report();
            MATRIX.note(report, KIND, version, jdk, driver, form);
            assertThatVerdict(report)
                    .endedBy("uncaught-exception", 1)
                    .firstFaultForSure(KIND)
                    .onTarget(database.url(driver, "hive_" + version.replace(".", "")))
                    .saysOnFirstScreen(KIND)
                    .saysOnFirstScreen("Too many connections");
        }
    }
}
