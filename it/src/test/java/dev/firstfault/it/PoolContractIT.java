package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.firstfault.it.harness.Exposition;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.PoolLibrary;
import dev.firstfault.it.harness.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.example.faults.PoolContractApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published of a pool is what a program that uses it counts itself. */
final class PoolContractIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration SAMPLES = Duration.ofSeconds(20);

    private static final Matrix MATRIX = new Matrix(
            "contract",
            "pool",
            "version",
            "database",
            "checkouts",
            "timeouts",
            "opened",
            "failed",
            "waited",
            "published",
            "deviation");

    private static MariaDb mariaDb;
    private static PostgreSql postgres;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startDatabases() {
        mariaDb = MariaDb.start(100);
        postgres = PostgreSql.start(100);
    }

    @AfterAll
    static void stopDatabases() {
        mariaDb.close();
        postgres.close();
    }

    /** In every build the newest of each and some that are old; all on both databases where the matrix is wanted. */
    static Stream<Arguments> pools() {
        if (Matrix.full()) {
            return Arrays.stream(PoolLibrary.values())
                    .flatMap(pool -> Stream.of("MariaDB", "PostgreSQL").map(server -> Arguments.of(pool, server)));
        }
        Stream<Arguments> newest = PoolLibrary.newest().stream().map(pool -> Arguments.of(pool, "MariaDB"));
        Stream<Arguments> oldest = Stream.of(
                        PoolLibrary.DBCP2_2_0, PoolLibrary.C3P0_0_9_1, PoolLibrary.DRUID_1_0, PoolLibrary.AGROAL_1_1)
                .map(pool -> Arguments.of(pool, "PostgreSQL"));
        return Stream.concat(newest, oldest);
    }

    @ParameterizedTest
    @MethodSource("pools")
    void whatIsPublishedIsWhatTheProgramCounts(PoolLibrary pool, String server) throws IOException {
        boolean maria = server.equals("MariaDB");
        JdbcDriver driver = maria ? JdbcDriver.MARIADB_3_5 : JdbcDriver.POSTGRESQL_42_7;
        String url = maria ? mariaDb.url(driver, "mysql") : postgres.url(driver);
        String user = maria ? MariaDb.USER : PostgreSql.USER;
        String password = maria ? MariaDb.PASSWORD : PostgreSql.PASSWORD;
        Path seen = folder.resolve("seen");
        JvmLaunch launch = JvmUnderTest.on(Jdk.of(17))
                .withAgent("")
                .classPath(driver.jar())
                .classPath(pool.classPath())
                .main(PoolContractApp.class)
                .args(pool.library(), url, user, password, seen);
        try (JvmUnderTest jvm = launch.start().expectAgentLine(".*")) {
            String name = pool.nameOr(url.substring(url.indexOf("//") + 2));
            jvm.awaitLine("^warm", SOON);
            double before = Awaitility.await("the first checkout from " + name)
                    .atMost(SAMPLES)
                    .until(
                            () -> Exposition.of(jvm),
                            page -> page.value("firstfault_jdbc_hold_seconds_count" + byPool(name)) == 1)
                    .value("firstfault_jdbc_acquire_seconds_sum" + byPool(name));
            Files.createFile(seen);
            jvm.awaitLine("^exhausted", SOON);
            Awaitility.await("the gauges of " + name)
                    .atMost(SAMPLES)
                    .untilAsserted(() -> levelsAreThoseOfAnExhaustedPool(Exposition.of(jvm), name));
            Files.createFile(seen);
            jvm.awaitLine("^counted", SOON);
            Map<String, Double> truth = truth(jvm.stdout());
            try {
                Awaitility.await("the counters of " + pool)
                        .atMost(SAMPLES)
                        .untilAsserted(() -> countsAreThoseOf(truth, pool, Exposition.of(jvm), name, before));
            } finally {
                note(truth, pool, server, Exposition.of(jvm), name, before);
            }
        }
    }

    private static void levelsAreThoseOfAnExhaustedPool(Exposition page, String pool) {
        String byName = "{name=\"" + pool + "\"}";
        String byPool = byPool(pool);
        assertThat(page.value("jdbc_connections_active" + byName)).as("active").isEqualTo(3);
        assertThat(page.value("jdbc_connections_idle" + byName)).as("idle").isZero();
        assertThat(page.value("jdbc_connections_max" + byName)).as("maximum").isEqualTo(3);
        assertThat(page.value("firstfault_jdbc_pool_pending" + byPool))
                .as("pending")
                .isEqualTo(4);
        assertThat(page.value("firstfault_jdbc_longest_hold_seconds" + byPool))
                .as("longest hold")
                .isGreaterThan(1);
    }

    private static void countsAreThoseOf(
            Map<String, Double> truth, PoolLibrary library, Exposition page, String pool, double before) {
        String byPool = byPool(pool);
        assertThat(page.value("firstfault_jdbc_acquire_seconds_count" + byPool))
                .as("checkouts, also in vain")
                .isEqualTo(counted(truth, "attempts"));
        assertThat(page.value("firstfault_jdbc_acquire_seconds_sum" + byPool) - before)
                .as("time in checkouts")
                .isCloseTo(counted(truth, "waitSeconds"), withinPercentage(5));
        assertThat(page.value("firstfault_jdbc_hold_seconds_count" + byPool))
                .as("holds")
                .isEqualTo(counted(truth, "checkouts"));
        assertThat(page.value("firstfault_jdbc_acquire_timeouts_total" + byPool))
                .as("timeouts")
                .isEqualTo(counted(truth, "timeouts"));
        assertThat(page.sum("firstfault_jdbc_pool_creations_total"))
                .as("creations")
                .isEqualTo(counted(truth, "opened") - library.opensBesideThePool());
        if (library.knowsWhoseConnectionsFail()) {
            assertThat(page.sum("firstfault_jdbc_pool_creation_failures_total"))
                    .as("failed creations")
                    .isEqualTo(counted(truth, "failed") - library.failsBeforeThePool());
        }
        if (library.library().equals("HikariCP")) {
            assertThat(page.sum("hikaricp_connections_creation_seconds_count")).isEqualTo(counted(truth, "opened"));
            assertThat(page.value("hikaricp_connections_timeout_total" + byPool))
                    .isEqualTo(counted(truth, "timeouts"));
        }
    }

    /** For the page: what the program counted, and beside it in bold what is published where that is another number. */
    private static void note(
            Map<String, Double> truth,
            PoolLibrary library,
            String server,
            Exposition page,
            String pool,
            double before) {
        String byPool = byPool(pool);
        double waited = counted(truth, "waitSeconds");
        double published = page.value("firstfault_jdbc_acquire_seconds_sum" + byPool) - before;
        double deviation = 100 * (published - waited) / waited;
        String words = String.format(Locale.ROOT, "%+.2f %%", deviation);
        MATRIX.measured(
                library.library(),
                library.versions(),
                server,
                cell(counted(truth, "checkouts"), page.value("firstfault_jdbc_hold_seconds_count" + byPool)),
                cell(counted(truth, "timeouts"), page.value("firstfault_jdbc_acquire_timeouts_total" + byPool)),
                cell(
                        counted(truth, "opened") - library.opensBesideThePool(),
                        page.sum("firstfault_jdbc_pool_creations_total")),
                library.knowsWhoseConnectionsFail()
                        ? cell(
                                counted(truth, "failed") - library.failsBeforeThePool(),
                                page.sum("firstfault_jdbc_pool_creation_failures_total"))
                        : "not known",
                String.format(Locale.ROOT, "%.3f s", waited),
                String.format(Locale.ROOT, "%.3f s", published),
                Math.abs(deviation) <= 5 ? words : "**" + words + "**");
    }

    private static String cell(double counted, double published) {
        return counted == published
                ? String.format(Locale.ROOT, "%.0f", counted)
                : String.format(Locale.ROOT, "%.0f **%.0f**", counted, published);
    }

    private static String byPool(String pool) {
        return "{pool=\"" + pool + "\"}";
    }

    private static double counted(Map<String, Double> truth, String what) {
        return Objects.requireNonNull(truth.get(what), what);
    }

    private static Map<String, Double> truth(List<String> lines) {
        Map<String, Double> truth = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (line.matches("[a-zA-Z]+=[0-9.E]+")) {
                truth.put(line.substring(0, equals), Double.parseDouble(line.substring(equals + 1)));
            }
        }
        return truth;
    }
}
