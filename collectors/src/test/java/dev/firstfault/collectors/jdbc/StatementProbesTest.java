package dev.firstfault.collectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.ConnectionReceiver;
import dev.firstfault.collectors.Matrix;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.WovenLoader;
import dev.firstfault.collectors.pool.Pools;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StatementFailure;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.Meters;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Embedded databases, oldest and newest, with the hooks woven into their drivers. */
class StatementProbesTest {

    private static final long UPPER = 1L << 32;

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final JdbcConnections connections =
            new JdbcConnections(meters, signals, Clock.SYSTEM, (target, reason, error, occurrence, since) -> {});

    @BeforeAll
    static void keepDerbysLogWithTheBuild() {
        System.setProperty("derby.stream.error.file", "target/derby.log");
    }

    @BeforeEach
    void connectBridge() {
        SignalBridge.connect(
                new ConnectionReceiver(connections, new Pools(connections, meters, signals, Clock.SYSTEM, signals)));
    }

    @AfterEach
    void disconnectBridge() {
        SignalBridge.connect(new Receiver());
        assertThat(signals.degraded()).isEmpty();
    }

    static Stream<Arguments> databases() {
        return Stream.concat(
                Matrix.versionsOf("h2").stream()
                        .map(version -> Arguments.of("h2", version, "org.h2.Driver", "jdbc:h2:mem:statements")),
                // 10.16 splits what it needs over more jars; the module integration-tests it with Hive.
                Stream.of("10.10.2.0", "10.14.2.0")
                        .map(version -> Arguments.of(
                                "derby",
                                version,
                                "org.apache.derby.jdbc.EmbeddedDriver",
                                "jdbc:derby:memory:statements" + version + ";create=true")));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void everyExecutionCountsOnce(String artifact, String version, String driver, String url) throws Exception {
        try (WovenLoader loader = loader(artifact, version);
                Connection connection = connect(loader, driver, url)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table t (id int primary key, name varchar(20))"); // 1
                statement.executeUpdate("insert into t values (1, 'one')"); // 2
                statement.addBatch("insert into t values (2, 'two')");
                statement.addBatch("insert into t values (3, 'three')");
                statement.executeBatch(); // 3
                try (ResultSet rows = statement.executeQuery("select * from t where id = 1")) { // 4
                    assertThat(rows.next()).isTrue();
                }
                try (ResultSet rows = statement.executeQuery("select * from t where id = 2")) { // 5
                    assertThat(rows.next()).isTrue();
                }
            }
            try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
                for (int i = 10; i < 30; i++) { // 6 to 25
                    insert.setInt(1, i);
                    insert.setString(2, "x");
                    insert.executeUpdate();
                }
                for (int i = 30; i < 40; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "x");
                    insert.addBatch();
                }
                insert.executeBatch(); // 26
            }
            try (PreparedStatement select = connection.prepareStatement("select * from t where id = ?")) {
                select.setInt(1, 17);
                select.execute(); // 27
                select.executeQuery().close(); // 28
            }
            connection.isValid(1);
            connections.tick();
            for (int i = 0; i < 5; i++) {
                connections.tick();
            }

            assertThat(connections.activityOf(connection)).satisfies(activity -> {
                assertThat(activity.statements()).isEqualTo(28);
                assertThat(activity.isRunning()).isFalse();
            });
        }

        assertThat(executions()).isEqualTo(28);
        assertThat(signals.of(SignalKind.STATEMENTS).get(0).v1()).isEqualTo(28 * UPPER);
        assertThat(shape("select * from t where id = ?"))
                .satisfies(signal ->
                        assertThat(Signal.upper(signal.v1())).isEqualTo(4)); // plain and prepared are one shape
        assertThat(shape("insert into t values (?)"))
                .satisfies(signal -> assertThat(Signal.upper(signal.v1())).isEqualTo(22));
        connections.tick();
        assertThat(signals.of(SignalKind.CHECKOUTS)).singleElement().satisfies(signal -> {
            assertThat(signal.v1()).isEqualTo(UPPER + 28);
            assertThat(signal.v2()).isEqualTo(28 * UPPER + 22);
            assertThat(signals.resource(Signal.upper(signal.v3())).name()).isEqualTo("insert into t values (?)");
            assertThat(signal.error()).satisfies(place -> {
                assertThat(place.type()).isEqualTo("repeated");
                assertThat(place.frames()).startsWith(StatementProbesTest.class.getName());
            });
        });
    }

    @ParameterizedTest
    @MethodSource("databases")
    void failuresSayWhyAndNoValues(String artifact, String version, String driver, String url) throws Exception {
        try (WovenLoader loader = loader(artifact, version);
                Connection connection = connect(loader, driver, url);
                Statement statement = connection.createStatement()) {
            statement.execute("create table u (id varchar(20) not null primary key)");
            statement.execute("insert into u values ('S3CRET')");
            assertThatThrownBy(() -> statement.execute("insert into u values ('S3CRET')"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.executeQuery("select S3CRET from u where id = 'S3CRET'"))
                    .isInstanceOf(SQLException.class);
            connections.tick();
        }

        assertThat(signals.of(SignalKind.STATEMENT_FAILED))
                .extracting(signal -> StatementFailure.ofId(signal.v1()))
                .containsExactly(StatementFailure.CONSTRAINT, StatementFailure.OTHER);
        Signal constraint = signals.of(SignalKind.STATEMENT_FAILED).get(0);
        assertThat(signals.resource(Signal.upper(constraint.v3())).name()).isEqualTo("insert into u values (?)");
        assertThat(constraint.error()).satisfies(error -> {
            assertThat(error.message()).isNotEmpty().doesNotContain("S3CRET");
            assertThat(error.frames()).contains(StatementProbesTest.class.getName());
        });
        assertThat(Signal.lower(signals.of(SignalKind.STATEMENTS).get(0).v1())).isEqualTo(2);
    }

    private Signal shape(String text) {
        return signals.of(SignalKind.STATEMENT_SHAPE).stream()
                .filter(signal -> {
                    Resource resource = signal.resource();
                    return resource != null && resource.name().equals(text);
                })
                .findFirst()
                .orElseThrow();
    }

    private long executions() {
        return meters.histogram("firstfault_jdbc_statement_seconds", "", "target").series().stream()
                .mapToLong(histogram -> IntStream.range(0, Histogram.bucketCount())
                        .mapToLong(histogram::bucket)
                        .sum())
                .sum();
    }

    private WovenLoader loader(String artifact, String version) {
        return new WovenLoader(signals, signals, Matrix.jar(artifact, version));
    }

    private static Connection connect(WovenLoader loader, String driver, String url) throws Exception {
        return loader.inside(() -> Class.forName(driver, true, loader)
                        .asSubclass(Driver.class)
                        .getDeclaredConstructor()
                        .newInstance())
                .connect(url, new Properties());
    }
}
