package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Ports;
import dev.firstfault.it.harness.PrometheusServer;
import dev.firstfault.it.harness.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.example.faults.HikariLoadApp;
import org.example.faults.SecretsApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves the process: read by a real Prometheus, clean for promtool, and without the secrets that it was given. */
final class PrometheusIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";
    private static final JdbcDriver DRIVER = JdbcDriver.MARIADB_2_7;

    /** All planted secrets contain it. */
    private static final String SECRET = "hunter2";

    static Stream<Jdk> jdks() {
        return Stream.of(8, 17, 25).map(Jdk::of);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aPoolThatWaitsForADatabaseIsScrapedInBothFormats(Jdk jdk) {
        try (MariaDb database = MariaDb.start(20);
                JvmUnderTest jvm = JvmUnderTest.on(jdk)
                        .withAgent("")
                        .classPath(DRIVER.jar())
                        .classPath(Libraries.hikari("4.0.3"))
                        .main(HikariLoadApp.class)
                        .args(database.url(DRIVER, "mysql"), MariaDb.USER, MariaDb.PASSWORD, 2, 4, 20, "orders")
                        .start();
                PrometheusServer prometheus = PrometheusServer.scraping(jvm.directory() + "/targets/*.json")) {
            prometheus.awaitQuery("hikaricp_connections_max{pool=\"orders\"} == 2");
            prometheus.awaitQuery("firstfault_jdbc_acquire_seconds_count{pool=\"orders\"} > 10");
            prometheus.awaitQuery("jvm_memory_used_bytes{area=\"heap\"} > 0");
            assertThat(prometheus
                            .query("up{job=\"firstfault\"}")
                            .at("/0/value/1")
                            .asText())
                    .isEqualTo("1");

            String page = jvm.http("/metrics");
            assertThat(PrometheusServer.check(page)).isEmpty();
            String openMetrics = jvm.http("/metrics", "Accept", OPEN_METRICS);
            assertThat(openMetrics).endsWith("# EOF\n");
            assertThat(page).doesNotContain("# EOF");
            jvm.terminate();
        }
    }

    @Test
    void noSecretLeavesTheProcess() throws IOException {
        try (MariaDb database = MariaDb.start(20)) {
            String wrongLogin = database.url(DRIVER, "mysql");
            int closed = Ports.free();
            List<String> urls = List.of(
                    // First: Derby takes its time to boot, and every pool sets a login timeout for the whole JVM.
                    "jdbc:derby:memory:d;create=true;user=somebody;password=" + SECRET + "-7",
                    "jdbc:mariadb://somebody:" + SECRET + "/18@127.0.0.1:" + closed + "/db",
                    wrongLogin + "?user=somebody&password=" + SECRET + "-1",
                    "jdbc:mariadb://somebody:" + SECRET + "-2@127.0.0.1:" + closed + "/db",
                    "jdbc:mysql://127.0.0.1:" + closed + "/db?user=somebody&password=" + SECRET
                            + "-3&trustStorePassword=" + SECRET + "-4",
                    "jdbc:postgresql://127.0.0.1:" + closed + "/db?user=somebody&password=" + SECRET + "-5",
                    "jdbc:postgresql://127.0.0.1:" + closed + "/db?sslpassword=" + SECRET + "/6@x",
                    "jdbc:derby:nowhere;user=somebody;password=" + SECRET + "-8",
                    "jdbc:h2:mem:h;USER=somebody;PASSWORD=" + SECRET + "-9",
                    "jdbc:h2:tcp://127.0.0.1:" + closed + "/h;PASSWORD=" + SECRET + "-10");
            try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                    .withAgent("")
                    .jvmArgs(
                            "-Dapp.password=" + SECRET + "-11",
                            "-Djavax.net.ssl.keyStorePassword=" + SECRET + "-12",
                            "-XX:OnOutOfMemoryError=curl -u somebody:" + SECRET + "-13 http://127.0.0.1/",
                            "-XX:OnError=curl -H 'Authorization: " + SECRET + "-14' http://127.0.0.1/")
                    .env("DB_PASSWORD", SECRET + "-15")
                    .env("JDK_JAVA_OPTIONS", "-Dother.token=" + SECRET + "-16")
                    .classPath(DRIVER.jar(), JdbcDriver.MYSQL_8_0.jar(), JdbcDriver.POSTGRESQL_42_7.jar())
                    .classPath(JdbcDriver.DERBY_10_14.jar(), JdbcDriver.H2_2_2.jar())
                    .classPath(Libraries.hikari("4.0.3"))
                    .main(SecretsApp.class)
                    .args(SECRET + "-17")
                    .args(urls.toArray())
                    .start()) {
                jvm.expectAgentLine("database|could not|connection");
                jvm.awaitLine("^ready", SOON);
                assertThat(jvm.stdout())
                        .contains("connected Apache Derby")
                        .anyMatch(line -> line.startsWith("failed 28000"));

                Map<String, byte[]> seen = new TreeMap<>();
                seen.put("/metrics", bytes(jvm.http("/metrics")));
                seen.put("/metrics as OpenMetrics", bytes(jvm.http("/metrics", "Accept", OPEN_METRICS)));
                seen.put("/diagnosis", bytes(jvm.http("/diagnosis", "Accept", "application/json")));
                seen.put("/diagnosis in a browser", bytes(jvm.http("/diagnosis", "Accept", "text/html")));
                for (Path target : jvm.targetFiles()) {
                    seen.put("the target file", Files.readAllBytes(target));
                }
                jvm.terminate();
                seen.put("the box", Files.readAllBytes(jvm.blackBox()));
                Report report = jvm.report();
                seen.put("the report as JSON", bytes(report.toString()));
                seen.put("the report as text", bytes(report.text()));
                seen.put("stderr", bytes(String.join("\n", jvm.agentLines())));
                seen.put("file names", bytes(jvm.blackBox().getFileName().toString()));

                assertThat(seen).containsKeys("the target file", "stderr");
                assertThat(new String(seen.get("the box"), StandardCharsets.ISO_8859_1))
                        .as("the box did hear of the failures and of the dead thread")
                        .contains("Access denied", "cannot go on");
                assertThat(PrometheusServer.check(text(seen, "/metrics"))).isEmpty();
                seen.forEach((where, content) -> assertThat(holdsSecret(content))
                        .as("a secret in " + where)
                        .isFalse());
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Map<String, byte[]> seen, String where) {
        return new String(seen.get(where), StandardCharsets.UTF_8);
    }

    /** As plain text, and as Java keeps strings in memory. */
    private static boolean holdsSecret(byte[] content) {
        String bytes = new String(content, StandardCharsets.ISO_8859_1);
        return bytes.contains(SECRET) || bytes.replace("\0", "").contains(SECRET);
    }
}
