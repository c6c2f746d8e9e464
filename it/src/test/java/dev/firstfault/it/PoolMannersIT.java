package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.PoolLibrary;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.example.faults.HikariLeakApp;
import org.example.faults.PoolManners;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool with our hooks in it behaves to its user as without: the same exceptions, interrupts, connections, beans. */
final class PoolMannersIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    private static MariaDb database;

    @BeforeAll
    static void startDatabase() {
        database = MariaDb.start(100);
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    static Stream<PoolLibrary> pools() {
        return Matrix.full() ? Stream.of(PoolLibrary.values()) : PoolLibrary.newest().stream();
    }

    @ParameterizedTest
    @MethodSource("pools")
    void hookedPoolBehavesAsWithoutUs(PoolLibrary pool) {
        List<String> bare = said(launch(pool));
        List<String> hooked = said(launch(pool).withAgent(""));

        assertThat(bare).hasSizeGreaterThan(8);
        assertThat(hooked).isEqualTo(bare);
    }

    /** With the stack of who borrowed: of our hooks there is nothing in it. */
    @ParameterizedTest
    @ValueSource(strings = {"2.5.1", "7.1.0"})
    void hikariTellsOfLeaksAsWithoutUs(String version) {
        List<String> bare = said(leak(version));
        List<String> hooked = said(leak(version).withAgent(""));

        assertThat(bare)
                .contains("still usable: true", "done")
                .anyMatch(line -> line.contains("WARN") && line.contains("leak detection triggered"))
                .anyMatch(line -> line.contains("at org.example.faults.HikariLeakApp.borrow"))
                .anyMatch(line -> line.contains("(unleaked)"));
        assertThat(hooked).isEqualTo(bare);
    }

    private static JvmLaunch leak(String version) {
        JdbcDriver driver = JdbcDriver.MARIADB_3_5;
        return JvmUnderTest.on(Jdk.of(17))
                .jvmArgs("-Dorg.slf4j.simpleLogger.logFile=System.out")
                .classPath(driver.jar())
                .classPath(Libraries.loggingHikari(version))
                .main(HikariLeakApp.class)
                .args(database.url(driver, "mysql"), MariaDb.USER, MariaDb.PASSWORD);
    }

    private static JvmLaunch launch(PoolLibrary pool) {
        JdbcDriver driver = JdbcDriver.MARIADB_3_5;
        return JvmUnderTest.on(Jdk.of(17))
                .classPath(driver.jar())
                .classPath(pool.classPath())
                .main(PoolManners.class)
                .args(pool.library(), database.url(driver, "mysql"), MariaDb.USER, MariaDb.PASSWORD);
    }

    private static List<String> said(JvmLaunch launch) {
        try (JvmUnderTest jvm = launch.start()) {
            assertThat(jvm.awaitExit(SOON)).isZero();
            return jvm.stdout();
        }
    }
}
