package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.HiveMetastore;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.MetastoreClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real metastores do without the agent: the ground that every other test stands on. */
final class BareMetastoreIT {
    private static final Duration START = Duration.ofMinutes(2);

    private static MariaDb database;

    @BeforeAll
    static void startDatabase() {
        database = MariaDb.withMetastoreSchemas(100);
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @AfterEach
    void giveConnectionsBack() {
        database.release();
        database.setMaxConnections(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.1.3", "4.0.1"})
    void servesItsOwnClientAndStopsOnSigterm(String version) {
        HiveMetastore metastore = HiveMetastore.version(version).database(database, JdbcDriver.MARIADB_2_7);
        try (JvmUnderTest jvm =
                metastore.on(metastore.jdk()).jvmArgs("-Xmx512m").start()) {
            metastore.awaitStarted(jvm);
            try (JvmUnderTest load = MetastoreClient.load(metastore, "mix", 2, Duration.ofSeconds(3))) {
                assertThat(load.awaitExit(START)).isZero();
                assertThat(load.stdout()).last().asString().matches("calls=[1-9]\\d* failures=0");
            }
            assertThat(jvm.terminate()).isEqualTo(143);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3.1.3, MARIADB_2_7", "3.1.3, MARIADB_3_5", "3.1.3, MYSQL_8_0", "3.1.3, MYSQL_9_6",
        "4.0.1, MARIADB_2_7", "4.0.1, MARIADB_3_5", "4.0.1, MYSQL_8_0", "4.0.1, MYSQL_9_6",
    })
    void startsWithEveryDriver(String version, JdbcDriver driver) {
        HiveMetastore metastore = HiveMetastore.version(version).database(database, driver);
        try (JvmUnderTest jvm =
                metastore.on(metastore.jdk()).jvmArgs("-Xmx512m").start()) {
            metastore.awaitStarted(jvm);
        }
    }

    @ParameterizedTest
    @CsvSource({"3.1.3, false", "3.1.3, true", "4.0.1, false", "4.0.1, true"})
    void endsWithOneWhenTheDatabaseRefusesIt(String version, boolean beforeTheHandshake) {
        database.setMaxConnections(10);
        if (beforeTheHandshake) {
            database.holdAllIncludingReserved();
        } else {
            database.holdAll();
        }
        HiveMetastore metastore = HiveMetastore.version(version)
                .database(database, JdbcDriver.MARIADB_2_7)
                // As many attempts as it takes to see the pattern; the default of ten only takes longer.
                .property("hive.hmshandler.retry.attempts", 1)
                .property("metastore.hmshandler.attempts", 1);
        try (JvmUnderTest jvm =
                metastore.on(metastore.jdk()).jvmArgs("-Xmx512m").start()) {
            assertThat(jvm.awaitExit(START)).isEqualTo(1);
            assertThat(jvm.stderr()).anyMatch(line -> line.contains("Too many connections"));
            assertThat(jvm.stderr())
                    .anyMatch(line -> line.contains(beforeTheHandshake ? "HostAddress{host=" : "(conn="));
        }
    }
}
