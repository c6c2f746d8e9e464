package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Report;
import java.time.Duration;
import java.util.regex.Pattern;
import org.example.faults.StreamingJobApp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The streaming incident in miniature: a job that reads and writes row by row, and awaits that without a limit, on a database
 * that another client slows.
 */
final class StreamingJobIT {
    private static final String DATABASE = "stream";
    private static final String AWAITS = "org.example.faults.StreamingJobApp.runBatch";
    private static final int ROWS = 150;
    private static final Duration SOON = Duration.ofMinutes(1);

    @ParameterizedTest
    @SuppressWarnings("try") // the other client need not be spoken to
    @CsvSource({"8, 2.12.18, 2.6.1, MARIADB_2_7", "17, 2.13.16, 5.1.0, MYSQL_8_0"})
    void theReportShowsTheRepeatedStatementTheEndlessWaitAndTheSlowDatabase(
            int jdk, String scala, String hikari, JdbcDriver driver) throws Exception {
        try (MariaDb database = MariaDb.start(100)) {
            prepare(database);
            try (JvmUnderTest jvm = start(database, jdk, scala, hikari, driver)) {
                jvm.awaitLines("batch \\d+", 15, SOON);
                // Whoever locks the table for a while, again and again, slows each statement on it.
                try (AutoCloseable slow =
                        database.otherClient(DATABASE, "lock tables totals write", "do sleep(0.15)", "unlock tables")) {
                    await("a wait of which the report tells")
                            .atMost(SOON)
                            .pollInterval(Duration.ofSeconds(2))
                            .untilAsserted(() -> assertThatAllIsShown(jvm.diagnosis(), database, driver));
                    assertThat(jvm.kill9()).isEqualTo(137);
                }
                assertThatAllIsShown(jvm.report(), database, driver);
            }
        }
    }

    /** In the order in which it came about: the shape was there from the start, then the database slowed, then nothing ended. */
    private static void assertThatAllIsShown(Report report, MariaDb database, JdbcDriver driver) {
        assertThatVerdict(report).firstFault("db-slow").onTarget(database.url(driver, DATABASE));
        assertThat(report.json().at("/timeline").findValuesAsText("what"))
                .containsSubsequence(
                        one(report, "totals .*id = \\?\" " + ROWS + " times"),
                        one(report, "Statements took .* instead of"),
                        one(report, "wait for a result, with no limit to it, at " + Pattern.quote(AWAITS)));
        assertThat(report.text().replaceAll("\\s+", " ")).contains(AWAITS).contains("totals");
    }

    /** The moment of the timeline that says so. */
    private static String one(Report report, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return report.json().at("/timeline").findValuesAsText("what").stream()
                .filter(what -> pattern.matcher(what).find())
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing says " + regex + " in\n" + report));
    }

    private static void prepare(MariaDb database) {
        database.sql("create database " + DATABASE);
        database.sql("create table " + DATABASE + ".totals (id int primary key, amount int)");
        database.sql("insert into " + DATABASE + ".totals select seq, 0 from " + DATABASE + ".seq_0_to_" + (ROWS - 1));
    }

    private static JvmUnderTest start(MariaDb database, int jdk, String scala, String hikari, JdbcDriver driver) {
        return JvmUnderTest.on(Jdk.of(jdk))
                .withAgent("")
                .jvmArgs("-Xmx128m")
                .classPath(driver.jar())
                .classPath(Libraries.scala(scala))
                .classPath(Libraries.hikari(hikari))
                .main(StreamingJobApp.class)
                .args(database.url(driver, DATABASE), MariaDb.USER, MariaDb.PASSWORD, ROWS)
                .start()
                .expectAgentLine("first fault: ");
    }
}
