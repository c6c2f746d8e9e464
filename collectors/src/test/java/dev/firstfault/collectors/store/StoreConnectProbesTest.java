package dev.firstfault.collectors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.ConnectionReceiver;
import dev.firstfault.collectors.Matrix;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.WovenLoader;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.collectors.pool.Pools;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StatementFailure;
import dev.firstfault.signals.meter.Meters;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients of other stores with the hooks woven in, in every supported version, against servers that are not as they should be. */
class StoreConnectProbesTest {

    /** What a Redis 7 with {@code maxclients} reached writes to whoever connects, before it closes. */
    private static final String TOO_MANY_CLIENTS = "-ERR max number of clients reached\r\n";

    /** What a Redis 7 answers to a wrong password. */
    private static final String WRONG_PASSWORD = "-WRONGPASS invalid username-password pair or user is disabled.\r\n";

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final JdbcConnections connections =
            new JdbcConnections(meters, signals, Clock.SYSTEM, (target, reason, error, occurrence, since) -> {});

    static List<String> jedis() {
        return Matrix.versionsOf("jedis");
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

    @ParameterizedTest
    @MethodSource("jedis")
    void refusedRedisIsDownAtItsAddress(String version) throws Exception {
        int port = closedPort();
        try (WovenLoader loader = loader(jedisJars(version))) {
            assertThatThrownBy(() -> get(loader, port)).hasStackTraceContaining("refused");
        }

        assertThat(signals.kinds()).containsExactly(SignalKind.CONNECT_FAILED);
        Signal failure = signals.of(SignalKind.CONNECT_FAILED).get(0);
        assertThat(ConnectFailure.ofId(failure.v1())).isEqualTo(ConnectFailure.DOWN);
        assertThat(name(failure)).isEqualTo("redis://127.0.0.1:" + port);
    }

    @ParameterizedTest
    @MethodSource("jedis")
    void fullRedisIsAConnectionLimitThoughItAcceptedTheConnection(String version) throws Exception {
        assertThat(reasonAfterAnswer(version, TOO_MANY_CLIENTS)).isEqualTo(ConnectFailure.CONNECTION_LIMIT);
    }

    @ParameterizedTest
    @MethodSource("jedis")
    void wrongPasswordIsALoginRefused(String version) throws Exception {
        assertThat(reasonAfterAnswer(version, WRONG_PASSWORD)).isEqualTo(ConnectFailure.LOGIN_REFUSED);
    }

    @ParameterizedTest
    @MethodSource("jedis")
    void mistakeOfTheApplicationIsNoFailureOfTheServer(String version) throws Exception {
        try (Answering server = new Answering("-WRONGTYPE Operation timed out of its type\r\n");
                WovenLoader loader = loader(jedisJars(version))) {
            assertThatThrownBy(() -> get(loader, server.port())).hasStackTraceContaining("WRONGTYPE");
        }

        assertThat(signals.kinds()).doesNotContain(SignalKind.CONNECT_FAILED, SignalKind.STATEMENT_FAILED);
    }

    @ParameterizedTest
    @MethodSource("jedis")
    void silentRedisIsACommandThatTimedOutAndNoFailedConnect(String version) throws Exception {
        try (Answering server = new Answering("");
                WovenLoader loader = loader(jedisJars(version))) {
            assertThatThrownBy(() -> get(loader, server.port())).hasStackTraceContaining("timed out");
        }

        assertThat(signals.kinds()).doesNotContain(SignalKind.CONNECT_FAILED);
        assertThat(signals.of(SignalKind.STATEMENT_FAILED)).isNotEmpty().allSatisfy(signal -> {
            assertThat(StatementFailure.ofId(signal.v1())).isEqualTo(StatementFailure.TIMED_OUT);
            assertThat(name(signal)).startsWith("redis://127.0.0.1:");
            assertThat(signal.error())
                    .satisfies(error -> assertThat(error.message()).contains("timed out"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "mongo-java-driver, 3.4.3, com.mongodb.MongoClient",
        "mongo-java-driver, 3.12.14, com.mongodb.MongoClient",
        "mongodb-driver-sync, 4.11.5, com.mongodb.client.MongoClients",
        "mongodb-driver-sync, 5.14.0, com.mongodb.client.MongoClients",
    })
    void refusedMongoIsDownAtItsAddressFromTheFirstTryOfItsMonitor(String artifact, String version, String type)
            throws Exception {
        int port = closedPort();
        File[] jars = artifact.equals("mongo-java-driver")
                ? new File[] {Matrix.jar(artifact, version)}
                : new File[] {
                    Matrix.jar(artifact, version),
                    Matrix.jar("mongodb-driver-core", version),
                    Matrix.jar("bson", version),
                    Matrix.jar("slf4j-api", "1.7.36")
                };
        try (WovenLoader loader = loader(jars);
                Closeable client = mongo(loader, type, port)) {
            assertThat(client).isNotNull();
            await().untilAsserted(() ->
                    assertThat(signals.of(SignalKind.CONNECT_FAILED)).isNotEmpty());
        }

        assertThat(signals.of(SignalKind.CONNECT_FAILED)).allSatisfy(failure -> {
            assertThat(ConnectFailure.ofId(failure.v1())).isEqualTo(ConnectFailure.DOWN);
            assertThat(name(failure)).isEqualTo("mongodb://127.0.0.1:" + port);
        });
    }

    private ConnectFailure reasonAfterAnswer(String version, String answer) throws Exception {
        try (Answering server = new Answering(answer);
                WovenLoader loader = loader(jedisJars(version))) {
            assertThatThrownBy(() -> get(loader, server.port())).isInstanceOf(Exception.class);
        }
        List<Signal> failures = signals.of(SignalKind.CONNECT_FAILED);
        assertThat(failures).isNotEmpty();
        return ConnectFailure.ofId(failures.get(0).v1());
    }

    private static File[] jedisJars(String version) {
        return new File[] {
            Matrix.jar("jedis", version), Matrix.jar("commons-pool2", "2.4.2"), Matrix.jar("slf4j-api", "1.7.36")
        };
    }

    private WovenLoader loader(File... jars) {
        return new WovenLoader(signals, signals, jars);
    }

    /** Sends one command, with a client that connects then or, from 4.x on, when it is made. */
    private static void get(WovenLoader loader, int port) throws Exception {
        Class<? extends Closeable> type =
                Class.forName("redis.clients.jedis.Jedis", true, loader).asSubclass(Closeable.class);
        try (Closeable client =
                type.getConstructor(String.class, int.class, int.class).newInstance("127.0.0.1", port, 300)) {
            type.getMethod("get", String.class).invoke(client, "key");
        }
    }

    private static Closeable mongo(WovenLoader loader, String type, int port) throws Exception {
        return loader.inside(() -> type.endsWith("MongoClients")
                ? (Closeable) Class.forName(type, true, loader)
                        .getMethod("create", String.class)
                        .invoke(null, "mongodb://127.0.0.1:" + port)
                : Class.forName(type, true, loader)
                        .asSubclass(Closeable.class)
                        .getConstructor(String.class, int.class)
                        .newInstance("127.0.0.1", port));
    }

    private static @Nullable String name(Signal signal) {
        return signal.resource() == null ? null : signal.resource().name();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Says one thing to everybody who connects and to all they say, or nothing, until they leave. */
    private static final class Answering implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final String answer;
        private final Thread thread = new Thread(this::answer, "answering-server");

        Answering(String answer) throws IOException {
            this.answer = answer;
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void answer() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    OutputStream out = client.getOutputStream();
                    byte[] received = new byte[1024];
                    do {
                        out.write(answer.getBytes(StandardCharsets.US_ASCII));
                    } while (client.getInputStream().read(received) > 0);
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
