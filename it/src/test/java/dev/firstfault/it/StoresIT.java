package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.BlackHole;
import dev.firstfault.it.harness.Exposition;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.Ports;
import dev.firstfault.it.harness.Redis;
import dev.firstfault.it.harness.Report;
import dev.firstfault.signals.SignalKind;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.example.faults.MongoPoolApp;
import org.example.faults.MongoServerApp;
import org.example.faults.StoreApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Redis and MongoDB are told as databases are, through their clients old and new. */
final class StoresIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    /** In every build the newest clients; the old ones too where the matrix is wanted. */
    static Stream<String> ages() {
        return Matrix.full() ? Stream.of("old", "new") : Stream.of("new");
    }

    static Stream<Arguments> clients() {
        return Stream.of("jedis", "lettuce", "mongo").flatMap(client -> ages().map(age -> Arguments.of(client, age)));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aStoreThatIsDownIsTheFirstFault(String client, String age) {
        String scheme = client.equals("mongo") ? "mongodb" : "redis";
        int port = Ports.free();
        try (JvmUnderTest jvm = talking(client, age, port, 6).expectAgentLine("nobody listens")) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            assertThatVerdict(jvm.report())
                    .firstFault("db-down")
                    .onTarget(scheme + "://127.0.0.1:" + port)
                    .saysOnFirstScreen("db-down");
        }
    }

    @ParameterizedTest
    @MethodSource("ages")
    void aRedisThatIsFullIsAConnectionLimit(String age) throws IOException {
        try (Redis redis = Redis.start("--maxclients", "1");
                Socket other = redis.client();
                JvmUnderTest jvm =
                        talking("jedis", age, redis.port(), 6).expectAgentLine("database refused a connection")) {
            assertThat(other.isConnected()).isTrue();
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            assertThatVerdict(jvm.report())
                    .firstFault("db-connection-limit")
                    .onTarget("redis://127.0.0.1:" + redis.port());
        }
    }

    @ParameterizedTest
    @MethodSource("ages")
    void aRedisThatWantsAPasswordIsALoginRefused(String age) {
        try (Redis redis = Redis.start("--requirepass", "S3cr3tX");
                JvmUnderTest jvm =
                        talking("jedis", age, redis.port(), 6).expectAgentLine("database refused the login")) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            assertThatVerdict(jvm.report())
                    .firstFault("db-login-refused")
                    .onTarget("redis://127.0.0.1:" + redis.port());
        }
    }

    @ParameterizedTest
    @MethodSource("ages")
    void aPoolOfRedisConnectionsIsCountedAsAnyPool(String age) {
        try (Redis redis = Redis.start();
                JvmUnderTest jvm = talking("jedis-pool", age, redis.port(), 60).expectAgentLine(".*")) {
            String pool = "127.0.0.1:" + redis.port();
            Awaitility.await("the levels of " + pool).atMost(SOON).untilAsserted(() -> {
                Exposition page = Exposition.of(jvm);
                assertThat(page.value("jdbc_connections_active{name=\"" + pool + "\"}"))
                        .isEqualTo(2);
                assertThat(page.value("jdbc_connections_max{name=\"" + pool + "\"}"))
                        .isEqualTo(2);
                assertThat(page.value("firstfault_jdbc_acquire_timeouts_total{pool=\"" + pool + "\"}"))
                        .isPositive();
                assertThat(page.value("firstfault_jdbc_pool_creations_total{pool=\"" + pool + "\"}"))
                        .isEqualTo(2);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("ages")
    void aHealthyRedisIsNoFault(String age) {
        try (Redis redis = Redis.start();
                JvmUnderTest jvm = talking("lettuce", age, redis.port(), 6)) {
            assertThat(jvm.awaitExit(SOON)).isZero();
            Report report = jvm.report();
            assertThatVerdict(report).nothingWentWrong();
        }
    }

    @ParameterizedTest
    @MethodSource("ages")
    void aPoolOfMongoConnectionsTellsWaitsInVainAndThatItWasCleared(String age, @TempDir Path folder)
            throws IOException {
        int port = Ports.free();
        Path seen = folder.resolve("seen");
        String pool = "127.0.0.1:" + port;
        try (JvmUnderTest server = mongoServer(port);
                JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                        .withAgent("")
                        .classPath(Libraries.stores(age))
                        .main(MongoPoolApp.class)
                        .args(port, 3, seen)
                        .start()
                        .expectAgentLine(".*")) {
            jvm.awaitLine("^waited in vain", SOON);
            Awaitility.await("the pool that is held").atMost(SOON).untilAsserted(() -> {
                Exposition page = Exposition.of(jvm);
                assertThat(page.value("jdbc_connections_active{name=\"" + pool + "\"}"))
                        .isEqualTo(1);
                assertThat(page.value("jdbc_connections_max{name=\"" + pool + "\"}"))
                        .isEqualTo(1);
                assertThat(page.value("firstfault_jdbc_acquire_timeouts_total{pool=\"" + pool + "\"}"))
                        .isEqualTo(3);
            });
            assertThat(cleared(jvm)).isEmpty();
            Files.createFile(seen);
            jvm.awaitLine("^worked", SOON);
            server.kill9();
            jvm.awaitLine("^failed .*MongoSocket", SOON);
            Awaitility.await("the signal of a cleared pool")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(cleared(jvm)).contains(pool));
        }
    }

    /** The names of the pools that were cleared, out of the black box of a process that still runs. */
    private static List<String> cleared(JvmUnderTest jvm) throws IOException {
        return BlackBoxReader.read(jvm.blackBox().toFile()).signals().stream()
                .filter(signal -> signal.kind() == SignalKind.POOL_CLEARED)
                .map(signal -> Objects.requireNonNull(signal.resource()).name())
                .toList();
    }

    private static JvmUnderTest mongoServer(int port) {
        return JvmUnderTest.on(Jdk.of(17))
                .classPath(Libraries.mongoServer())
                .main(MongoServerApp.class)
                .args(port)
                .start()
                .awaitLine("^listening", SOON);
    }

    /** The peer takes connections and never says a word: there is no MongoDB to be had that could be made to. */
    @Test
    void aMongoThatNeverAnswersIsUnreachable() {
        try (BlackHole silent = BlackHole.open();
                JvmUnderTest jvm = talking("mongo", "new", silent.port(), 6).expectAgentLine(".*")) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            assertThatVerdict(jvm.report())
                    .firstFault("db-unreachable")
                    .onTarget("mongodb://127.0.0.1:" + silent.port());
        }
    }

    private static JvmUnderTest talking(String client, String age, int port, int attempts) {
        List<Path> jars = Libraries.stores(age);
        return JvmUnderTest.on(Jdk.of(17))
                .withAgent("")
                .classPath(jars)
                .main(StoreApp.class)
                .args(client, port, attempts, 500)
                .start();
    }
}
