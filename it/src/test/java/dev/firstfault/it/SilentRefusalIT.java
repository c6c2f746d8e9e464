package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.it.harness.HiveMetastore;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.MariaDb;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A metastore that wants twenty connections and gets fifteen. It serves, its log says nothing at any level that people run with; the pool
 * asks for the missing five for ever.
 */
final class SilentRefusalIT {
    private static final String KIND = "db-connection-limit";

    /** How soon after the first refusal both pages must show it. */
    private static final Duration SOON_SEEN = Duration.ofSeconds(5);

    /** The metastore's connections, as the server counts them. */
    private static final String CONNECTIONS =
            "select count(*) from information_schema.processlist where user = '" + MariaDb.USER + "'";

    private static final int LIMIT = 15;

    @Test
    void whatTheLogKeepsQuietIsOnBothPagesWithinSecondsAndInTheReport() {
        try (MariaDb database = MariaDb.withMetastoreSchemas(LIMIT)) {
            HiveMetastore metastore = HiveMetastore.version("3.1.3").database(database, JdbcDriver.MARIADB_2_7);
            try (JvmUnderTest jvm = metastore
                    .on(metastore.jdk())
                    .jvmArgs("-Xmx512m")
                    .withAgent("")
                    .start()
                    .expectAgentLine("database refused a connection: .*Too many connections")
                    .expectAgentLine("first fault: " + KIND)) {
                // From here on every connection that the pool asks for is refused, and it asks at once.
                await("a full database")
                        .atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> database.sql(CONNECTIONS).equals(List.of(String.valueOf(LIMIT))));
                await("the first refusal on both pages")
                        .atMost(SOON_SEEN)
                        .pollInterval(Duration.ofMillis(200))
                        .untilAsserted(() -> {
                            assertThatVerdict(jvm.diagnosis())
                                    .endedBy("running")
                                    .firstFault(KIND);
                            assertThat(jvm.http("/metrics").lines())
                                    .anyMatch(
                                            line -> line.matches(
                                                    "firstfault_jdbc_connect_failures_total\\{.*reason=\"connection-limit\".*} [1-9].*"))
                                    .anyMatch(line ->
                                            line.matches("firstfault_diagnosis\\{.*kind=\"" + KIND + "\".*} 1(\\.0)?"));
                        });
                metastore.awaitStarted(jvm);

                assertThat(jvm.terminate()).isEqualTo(143);
                assertThat(jvm.stderr())
                        .filteredOn(line -> !jvm.agentLines().contains(line))
                        .noneMatch(line -> line.contains("Too many connections"));
                assertThatVerdict(jvm.report())
                        .endedBy("terminated")
                        .firstFault(KIND)
                        .onTarget(database.url(JdbcDriver.MARIADB_2_7, "hive_313"))
                        .saysOnFirstScreen("Too many connections");
            }
        }
    }
}
