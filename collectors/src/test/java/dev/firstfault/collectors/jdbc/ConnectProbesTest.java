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
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Meters;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Real drivers with the hooks woven in: embedded databases, closed ports, and a refusal recorded from a full MariaDB. */
class ConnectProbesTest {

    /** The whole answer of MariaDB 10.11 to a connect when even its reserved slot is taken; no handshake goes before. */
    private static final byte[] TOO_MANY_CONNECTIONS = {
        0x17,
        0,
        0,
        0,
        (byte) 0xff,
        0x10,
        0x04,
        'T',
        'o',
        'o',
        ' ',
        'm',
        'a',
        'n',
        'y',
        ' ',
        'c',
        'o',
        'n',
        'n',
        'e',
        'c',
        't',
        'i',
        'o',
        'n',
        's'
    };

    private final RecordedSignals signals = new RecordedSignals();

    @BeforeAll
    static void keepDerbysLogWithTheBuild() {
        System.setProperty("derby.stream.error.file", "target/derby.log");
    }

    @BeforeEach
    void connectBridge() {
        Meters meters = new Meters();
        JdbcConnections connections =
                new JdbcConnections(meters, signals, Clock.SYSTEM, (target, reason, error, occurrence, since) -> {});
        SignalBridge.connect(
                new ConnectionReceiver(connections, new Pools(connections, meters, signals, Clock.SYSTEM, signals)));
    }

    @AfterEach
    void disconnectBridge() {
        SignalBridge.connect(new Receiver());
        assertThat(signals.degraded()).isEmpty();
    }

    static Stream<Arguments> embedded() {
        return Stream.concat(
                Matrix.versionsOf("h2").stream()
                        .map(version -> Arguments.of("h2", version, "org.h2.Driver", "jdbc:h2:mem:", "jdbc:h2:mem:")),
                // 10.16 splits what it needs over more jars; the module integration-tests it with Hive.
                Stream.of("10.10.2.0", "10.14.2.0")
                        .map(version -> Arguments.of(
                                "derby",
                                version,
                                "org.apache.derby.jdbc.EmbeddedDriver",
                                "jdbc:derby:memory:",
                                "jdbc:derby:memory:")));
    }

    @ParameterizedTest
    @MethodSource("embedded")
    void embeddedDatabaseIsSeenOpeningAndClosing(
            String artifact, String version, String driver, String url, String target) throws Exception {
        String database = "db" + version.replace('.', '_');
        try (WovenLoader loader = loader(Matrix.jar(artifact, version))) {
            Connection connection = driver(loader, driver)
                    .connect(url + database + (artifact.equals("derby") ? ";create=true" : ""), new Properties());
            connection.close();
            connection.close();
        }

        assertThat(signals.kinds()).containsExactly(SignalKind.CONNECT_SUCCEEDED, SignalKind.CONNECTION_CLOSED);
        assertThat(signals.of(SignalKind.CONNECT_SUCCEEDED)).singleElement().satisfies(signal -> {
            assertThat(name(signal)).isEqualTo(target + database);
            assertThat(signal.v1()).isEqualTo(1);
            assertThat(signal.durationNanos()).isPositive();
        });
    }

    @Test
    void shutdownOfDerbyIsNoFailure(@TempDir Path directory) throws Exception {
        try (WovenLoader loader = loader(Matrix.jar("derby", "10.14.2.0"))) {
            Driver derby = driver(loader, "org.apache.derby.jdbc.EmbeddedDriver");
            derby.connect("jdbc:derby:memory:ended;create=true", new Properties())
                    .close();
            assertThatThrownBy(() -> derby.connect("jdbc:derby:memory:ended;drop=true", new Properties()))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> derby.connect("jdbc:derby:" + directory.resolve("none"), new Properties()))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(signals.of(SignalKind.CONNECT_FAILED))
                .singleElement()
                .satisfies(signal -> assertThat(reason(signal)).isEqualTo(ConnectFailure.NO_DATABASE));
    }

    @Test
    void urlOfAnotherDriverIsIgnored() throws Exception {
        try (WovenLoader loader = loader(Matrix.jar("postgresql", "42.7.13"))) {
            assertThat(driver(loader, "org.postgresql.Driver").connect("jdbc:mysql://h/db", new Properties()))
                    .isNull();
        }

        assertThat(signals.kinds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mariadb-java-client, 2.7.12, org.mariadb.jdbc.Driver, jdbc:mariadb:",
        "mariadb-java-client, 3.5.8, org.mariadb.jdbc.Driver, jdbc:mariadb:",
        "mysql-connector-java, 5.1.49, com.mysql.jdbc.Driver, jdbc:mysql:",
        "mysql-connector-j, 8.0.33, com.mysql.cj.jdbc.Driver, jdbc:mysql:",
        "mysql-connector-j, 9.6.0, com.mysql.cj.jdbc.Driver, jdbc:mysql:",
        "postgresql, 42.2.29, org.postgresql.Driver, jdbc:postgresql:",
        "postgresql, 42.7.13, org.postgresql.Driver, jdbc:postgresql:",
        "derbyclient, 10.10.2.0, org.apache.derby.jdbc.ClientDriver, jdbc:derby:",
        "derbyclient, 10.14.2.0, org.apache.derby.jdbc.ClientDriver, jdbc:derby:",
        "mssql-jdbc, 12.10.0.jre8, com.microsoft.sqlserver.jdbc.SQLServerDriver, jdbc:sqlserver:",
        "ojdbc8, 21.9.0.0, oracle.jdbc.driver.OracleDriver, jdbc:oracle:",
    })
    void closedPortIsADatabaseThatIsDown(String artifact, String version, String driver, String scheme)
            throws Exception {
        int port = closedPort();
        String path = scheme.equals("jdbc:sqlserver:") ? ";databaseName=hive" : "/hive";
        String url = scheme + (scheme.equals("jdbc:oracle:") ? "thin:@" : "") + "//127.0.0.1:" + port + path;
        Properties login = new Properties();
        login.setProperty("user", "hive");
        login.setProperty("password", "S3cr3tX");
        try (WovenLoader loader = loader(Matrix.jar(artifact, version), Matrix.jar("slf4j-api", "1.7.36"))) {
            assertThatThrownBy(() -> driver(loader, driver).connect(url, login)).isInstanceOf(SQLException.class);
        }

        assertThat(signals.kinds()).containsExactly(SignalKind.CONNECT_FAILED);
        Signal failure = signals.of(SignalKind.CONNECT_FAILED).get(0);
        assertThat(reason(failure)).isEqualTo(ConnectFailure.DOWN);
        assertThat(name(failure)).isEqualTo(scheme + "//127.0.0.1:" + port + "/hive");
        assertThat(failure.error()).satisfies(error -> {
            assertThat(error.message()).containsIgnoringCase("refused").doesNotContain("S3cr3tX");
            assertThat(error.frames()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "mariadb-java-client, 2.7.12, org.mariadb.jdbc.Driver, jdbc:mariadb:",
        "mariadb-java-client, 3.5.8, org.mariadb.jdbc.Driver, jdbc:mariadb:",
        "mysql-connector-java, 5.1.49, com.mysql.jdbc.Driver, jdbc:mysql:",
        "mysql-connector-j, 8.0.33, com.mysql.cj.jdbc.Driver, jdbc:mysql:",
        "mysql-connector-j, 9.6.0, com.mysql.cj.jdbc.Driver, jdbc:mysql:",
    })
    void refusalBeforeTheHandshakeIsAConnectionLimit(String artifact, String version, String driver, String scheme)
            throws Exception {
        try (FullServer server = new FullServer();
                WovenLoader loader = loader(Matrix.jar(artifact, version), Matrix.jar("slf4j-api", "1.7.36"))) {
            String url = scheme + "//127.0.0.1:" + server.port() + "/hive";
            assertThatThrownBy(() -> driver(loader, driver).connect(url, new Properties()))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(signals.of(SignalKind.CONNECT_FAILED)).singleElement().satisfies(signal -> {
            assertThat(reason(signal)).isEqualTo(ConnectFailure.CONNECTION_LIMIT);
            assertThat(Signal.lower(signal.v2())).isEqualTo(1040);
        });
    }

    @ParameterizedTest
    @CsvSource({"2.7.12", "3.5.8"})
    void dataSourceThatGoesPastTheDriverIsSeenOnce(String version) throws Exception {
        int port = closedPort();
        try (WovenLoader loader =
                loader(Matrix.jar("mariadb-java-client", version), Matrix.jar("slf4j-api", "1.7.36"))) {
            DataSource source = Class.forName("org.mariadb.jdbc.MariaDbDataSource", true, loader)
                    .asSubclass(DataSource.class)
                    .getConstructor(String.class)
                    .newInstance("jdbc:mariadb://127.0.0.1:" + port + "/hive?password=S3cr3tX");
            assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
        }

        assertThat(signals.of(SignalKind.CONNECT_FAILED))
                .singleElement()
                .satisfies(signal -> assertThat(name(signal)).isEqualTo("jdbc:mariadb://127.0.0.1:" + port + "/hive"));
    }

    @Test
    void passwordThatADriverTakesForAPortStaysSecret() throws Exception {
        try (WovenLoader loader =
                loader(Matrix.jar("mariadb-java-client", "2.7.12"), Matrix.jar("slf4j-api", "1.7.36"))) {
            Driver driver = driver(loader, "org.mariadb.jdbc.Driver");
            assertThatThrownBy(() -> driver.connect("jdbc:mariadb://u:S3cr3tX@127.0.0.1:1/db", new Properties()))
                    .hasMessageContaining("S3cr3tX");
        }

        assertThat(signals.of(SignalKind.CONNECT_FAILED))
                .singleElement()
                .satisfies(signal -> assertThat(signal.error())
                        .satisfies(error -> assertThat(error.message()).doesNotContain("S3cr3tX")));
    }

    private WovenLoader loader(File... jars) {
        return new WovenLoader(signals, signals, jars);
    }

    private static Driver driver(WovenLoader loader, String name) throws Exception {
        return loader.inside(() -> Class.forName(name, true, loader)
                .asSubclass(Driver.class)
                .getDeclaredConstructor()
                .newInstance());
    }

    private static ConnectFailure reason(Signal signal) {
        return ConnectFailure.ofId(signal.v1());
    }

    private static @Nullable String name(Signal signal) {
        return signal.resource() == null ? null : signal.resource().name();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Says one thing to everybody who connects. */
    private static final class FullServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final Thread thread = new Thread(this::refuse, "full-server");

        FullServer() throws IOException {
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void refuse() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    client.getOutputStream().write(TOO_MANY_CONNECTIONS);
                    client.shutdownOutput();
                    client.getInputStream().readAllBytes();
                } catch (IOException closedByEither) {
                    // the next one, until the test is over
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
