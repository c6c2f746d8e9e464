package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.PostgreSql;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.example.faults.StatementsApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every form of statement and every kind of failure, through real drivers on real servers; the program itself counts the truth. */
final class StatementsIT {
    private static final Duration RUN = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static MariaDb mariaDb;
    private static PostgreSql postgres;

    @BeforeAll
    static void startServers() {
        mariaDb = MariaDb.start(50);
        mariaDb.sql("create database app");
        postgres = PostgreSql.start(50);
    }

    @AfterAll
    static void stopServers() {
        mariaDb.close();
        postgres.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = JdbcDriver.class,
            names = {"MARIADB_2_7", "MARIADB_3_5", "MYSQL_8_0", "MYSQL_9_6", "POSTGRESQL_42_2", "POSTGRESQL_42_7"})
    void countsFailuresAndRowsAreThoseOfTheProgram(JdbcDriver driver) throws IOException {
        boolean isPostgres = driver.name().startsWith("POSTGRESQL");
        String url = isPostgres ? postgres.url(driver) : mariaDb.url(driver, "app");
        try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                .withAgent("")
                .classPath(driver.jar())
                .main(StatementsApp.class)
                .args(url, isPostgres ? "postgres" : MariaDb.USER, isPostgres ? "" : MariaDb.PASSWORD)
                .start()) {
            jvm.awaitLine("hanging", RUN);
            int executions = Integer.parseInt(found(jvm, "executions (\\d+)"));
            Map<String, Integer> failures = failures(found(jvm, "failures \\{(.*)\\}"));

            Awaitility.await("all executions are counted")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(sample(jvm, "firstfault_jdbc_statement_seconds_count", ""))
                            .isEqualTo(executions));
            int killed = Objects.requireNonNullElse(failures.remove("killed"), 0);
            double cancelledOrLost = sample(jvm, "firstfault_jdbc_statement_errors_total", "cancelled")
                    + sample(jvm, "firstfault_jdbc_statement_errors_total", "connection-lost");
            assertThat(cancelledOrLost).isEqualTo(killed);
            failures.forEach(
                    (reason, count) -> assertThat(sample(jvm, "firstfault_jdbc_statement_errors_total", reason))
                            .as(reason)
                            .isEqualTo((double) count));

            Awaitility.await("the hanging statement is seen").atMost(SOON).untilAsserted(() -> {
                assertThat(sample(jvm, "firstfault_jdbc_statements_in_flight", ""))
                        .isEqualTo(1);
                assertThat(sample(jvm, "firstfault_jdbc_statements_without_timeout_total", ""))
                        .isGreaterThanOrEqualTo(1); // on a slow machine the waits for locks too
                assertThat(of(BlackBoxReader.read(jvm.blackBox().toFile()), SignalKind.STATEMENT_PENDING))
                        .anySatisfy(signal -> {
                            assertThat(signal.v1()).as("time limit").isZero();
                            assertThat(signal.v2()).as("the connection's").isZero();
                            assertThat(signal.error())
                                    .satisfies(
                                            place -> assertThat(place.frames()).contains("StatementsApp.sleep"));
                        });
            });
            assertThat(sample(jvm, "firstfault_jdbc_statement_seconds_sum", ""))
                    .as("seconds of the two timeouts, the wait for a lock and the killed sleep")
                    .isGreaterThan(1 + 1.5 + 1 + 0.5);

            Timeline timeline = BlackBoxReader.read(jvm.blackBox().toFile());
            // Over two records where the seconds fell so; a change of less than a quarter is left out.
            assertThat(shapes(timeline, "select n from st_rows where n = ?").stream()
                            .mapToInt(signal -> Signal.upper(signal.v1()))
                            .sum())
                    .isBetween(225, 300);
            assertThat(shapes(timeline, "select n from st_rows"))
                    .anySatisfy(signal -> assertThat(Signal.lower(signal.v2())).isBetween(3_750, 5_000));
            // MariaDB's 3.x reads the first two of each result another way.
            assertThat(sample(jvm, "firstfault_jdbc_rows_total", "")).isGreaterThanOrEqualTo(4_998);
            assertThat(of(timeline, SignalKind.CHECKOUTS)).anySatisfy(signal -> {
                assertThat(Signal.lower(signal.v2())).isGreaterThanOrEqualTo(150); // a slow one counts in parts
                assertThat(timeline.resource(Signal.upper(signal.v3())))
                        .hasToString("STATEMENT select n from st_rows where n = ?");
                assertThat(signal.error())
                        .satisfies(place -> assertThat(place.frames()).contains("StatementsApp.rowByRow"));
            });
            jvm.kill9();
            boolean leaks = Files.readString(jvm.blackBox(), StandardCharsets.ISO_8859_1)
                    .contains("S3CRET");
            assertThat(leaks).as("a value of the program is in the box").isFalse();
        }
    }

    private static List<Signal> of(Timeline timeline, SignalKind kind) {
        return timeline.signals().stream()
                .filter(signal -> signal.kind() == kind)
                .toList();
    }

    private static List<Signal> shapes(Timeline timeline, String text) {
        return of(timeline, SignalKind.STATEMENT_SHAPE).stream()
                .filter(signal ->
                        signal.resource() != null && signal.resource().name().equals(text))
                .toList();
    }

    private static String found(JvmUnderTest jvm, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return jvm.stdout().stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Integer> failures(String printed) {
        Map<String, Integer> failures = new HashMap<>();
        for (String entry : printed.split(", ", -1)) {
            String[] parts = entry.split("=", 2);
            failures.put(parts[0], Integer.parseInt(parts[1]));
        }
        return failures;
    }

    /** The sum of all samples of one name, whose labels hold this reason if one is given. */
    private static double sample(JvmUnderTest jvm, String name, String reason) {
        String label = reason.isEmpty() ? "" : "reason=\"" + reason + '"';
        return jvm.http("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + '{') && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
