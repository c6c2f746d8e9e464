package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstfault.it.harness.DutyCycle;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.example.faults.SharedDatabaseApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Six processes on one database that answers one statement at a time: which of them made it slow for the others. */
@Isolated // Who was first is told by seconds.
final class NoisyNeighbourIT {
    private static final JdbcDriver DRIVER = JdbcDriver.MARIADB_2_7;
    private static final int PROCESSES = 6;
    private static final int QUIET_SECONDS = 15;
    private static final Duration SOON = Duration.ofMinutes(2);

    /** Longer than a hiccup: a level of now is that of ten seconds. */
    private static final Duration LASTING = Duration.ofSeconds(12);

    private static MariaDb database;

    @TempDir
    private Path boxes;

    @BeforeAll
    static void startDatabase() {
        database = MariaDb.start(
                100, "--thread-handling=pool-of-threads", "--thread-pool-size=1", "--thread-pool-oversubscribe=1");
        database.sql("create database shop");
        // A sum over so many takes some milliseconds.
        database.sql("create table shop.numbers engine=memory as select seq as n from seq_1_to_30000");
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @Test
    void theOneWhoseLoadRoseBeforeTheOthersSlowedIsNamed() {
        List<JvmUnderTest> jvms = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                jvms.add(start(i == 3 ? 7 : 0));
            }
            JvmUnderTest noisy = jvms.get(3);
            noisy.awaitLine("all threads are there", SOON);
            jvms.forEach(JvmUnderTest::kill9);

            JsonNode trouble = Report.ofDirectory(boxes).json().at("/fleet/troubles/0");
            assertThat(trouble.at("/neighbour/pid").asText())
                    .as(trouble.toPrettyString())
                    .isEqualTo(String.valueOf(noisy.pid()));
            assertThat(trouble.at("/confidence").asText()).isIn("high", "medium");
            assertThat(trouble.at("/server").asText()).isEqualTo("127.0.0.1:" + database.port());
            assertThat(Report.ofDirectory(boxes).text()).contains("NEIGHBOUR", "(pid " + noisy.pid() + ") executed");
        } finally {
            jvms.forEach(JvmUnderTest::close);
        }
    }

    @Test
    void nobodyIsNamedWhereTheDatabaseItselfBecameSlow() {
        List<JvmUnderTest> jvms = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                jvms.add(start(0));
            }
            for (JvmUnderTest jvm : jvms) {
                jvm.awaitLine("quiet time is over", SOON);
            }
            DutyCycle slow = database.interrupt(Duration.ofMillis(240), Duration.ofMillis(60));
            try {
                Awaitility.await("slow for a while")
                        .atMost(SOON)
                        .during(LASTING)
                        .until(() -> !jvms.get(0).diagnosis().firstFault().isEmpty());
            } finally {
                slow.close();
            }
            jvms.forEach(JvmUnderTest::kill9);

            JsonNode troubles = Report.ofDirectory(boxes).json().at("/fleet/troubles");
            assertThat(troubles).as("they slowed together").hasSize(1);
            assertThat(troubles.at("/0/neighbour").isNull())
                    .as(troubles.toPrettyString())
                    .isTrue();
        } finally {
            jvms.forEach(JvmUnderTest::close);
        }
    }

    private JvmUnderTest start(int threads) {
        JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                .withAgent("dir=" + boxes)
                .jvmArgs("-Xmx64m", "-XX:TieredStopAtLevel=1")
                .classPath(DRIVER.jar())
                .main(SharedDatabaseApp.class)
                .args(database.url(DRIVER, "shop"), MariaDb.USER, MariaDb.PASSWORD, QUIET_SECONDS, threads, 4)
                .start();
        jvm.expectAgentLine("first fault");
        return jvm;
    }
}
