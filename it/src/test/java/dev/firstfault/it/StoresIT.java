package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.BlackHole;
import dev.firstfault.it.harness.Exposition;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.Ports;
import dev.firstfault.it.harness.Redis;
import dev.firstfault.it.harness.Report;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.example.faults.StoreApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis and MongoDB are told as databases are, through their clients old and new. */
final class StoresIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({
        "jedis, old, redis",
        "jedis, new, redis",
        "lettuce, old, redis",
        "lettuce, new, redis",
        "mongo, old, mongodb",
        "mongo, new, mongodb",
    })
    void aStoreThatIsDownIsTheFirstFault(String client, String age, String scheme) {
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
    @ValueSource(strings = {"old", "new"})
    void aRedisThatIsFullIsAConnectionLimit(String age) throws IOException {
        try (Redis redis = Redis.start("--maxclients", "1");
                Socket other = new Socket("127.0.0.1", redis.port());
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
    @ValueSource(strings = {"old", "new"})
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
    @ValueSource(strings = {"old", "new"})
    void aPoolOfRedisConnectionsIsCountedAsAnyPool(String age) {
        try (Redis redis = Redis.start();
                JvmUnderTest jvm =
                        talking("jedis-pool", age, redis.port(), 60).expectAgentLine(".*")) {
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
    @ValueSource(strings = {"old", "new"})
    void aHealthyRedisIsNoFault(String age) {
        try (Redis redis = Redis.start();
                JvmUnderTest jvm = talking("lettuce", age, redis.port(), 6)) {
            assertThat(jvm.awaitExit(SOON)).isZero();
            Report report = jvm.report();
            assertThatVerdict(report).nothingWentWrong();
        }
    }

    /** The peer takes connections and never says a word: there is no MongoDB to be had that could be made to. */
    @Test
    void aMongoThatNeverAnswersIsUnreachable() {
        try (BlackHole silent = BlackHole.open();
                JvmUnderTest jvm = talking("mongo", "new", silent.port(), 6).expectAgentLine(".*")) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
            assertThatVerdict(jvm.report()).firstFault("db-unreachable").onTarget("mongodb://127.0.0.1:" + silent.port());
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
