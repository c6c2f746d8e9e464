package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.BlackHole;
import dev.firstfault.it.harness.Exposition;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.Ports;
import dev.firstfault.it.harness.SearchServer;
import dev.firstfault.it.harness.SearchServer.Version;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.example.faults.SleepApp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that are asked, because an option says so: one that answers, one that takes connections only, one that is not there. */
final class ServerPollIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    static Stream<Version> versions() {
        return Matrix.full() ? Stream.of(Version.values()) : Stream.of(Version.ELASTICSEARCH_7, Version.OPENSEARCH_3);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatAServerRefusesIsCountedOverItsLives(Version version) throws IOException {
        int port = Ports.free();
        String pool = "{node=\"node\",pool=\"" + version.writePool() + "\"}";
        String refused = "firstfault_es_pool_rejected_total" + pool;
        try (BlackHole silent = BlackHole.open()) {
            int dead = Ports.free();
            String silentUrl = "http://127.0.0.1:" + silent.port();
            String deadUrl = "http://127.0.0.1:" + dead;
            String url = "http://127.0.0.1:" + port;
            SearchServer first = SearchServer.start(version, port).withIndex("t");
            flood(first);
            long before = first.rejectedTasks();
            assertThat(before).isPositive();
            try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                    .withAgent("es.poll.seconds=1,es.poll=" + String.join(";", silentUrl, deadUrl, url))
                    .main(SleepApp.class)
                    .args(600)
                    .start()) {
                await().atMost(SOON).until(() -> up(jvm, url) == 1);
                await().atMost(SOON)
                        .until(() -> Exposition.of(jvm).value("firstfault_es_pool_queue_capacity" + pool) == 1);
                flood(first);
                long counted = first.rejectedTasks() - before;
                assertThat(counted).isPositive();
                await().atMost(SOON)
                        .untilAsserted(() ->
                                assertThat(Exposition.of(jvm).value(refused)).isEqualTo((double) counted));
                Exposition page = Exposition.of(jvm);
                assertThat(page.value("firstfault_es_pool_threads" + pool)).isEqualTo(1);
                assertThat(page.value("firstfault_es_breaker_limit_bytes{node=\"node\",breaker=\"parent\"}"))
                        .isPositive();
                assertThat(up(jvm, silentUrl)).isZero();
                assertThat(up(jvm, deadUrl)).isZero();
                assertThat(page.value("firstfault_degraded{part=\"es-poll\"}")).isEqualTo(1);

                first.kill();
                first.close();
                await().atMost(SOON).until(() -> up(jvm, url) == 0);
                assertThat(Exposition.of(jvm).value("firstfault_es_pool_queue" + pool))
                        .isNaN();
                assertThat(Exposition.of(jvm).value(refused)).isEqualTo((double) counted);

                try (SearchServer second = SearchServer.start(version, port).withIndex("t")) {
                    await().atMost(SOON).until(() -> up(jvm, url) == 1);
                    flood(second);
                    long inAll = counted + second.rejectedTasks();
                    await().atMost(SOON)
                            .untilAsserted(() -> assertThat(Exposition.of(jvm).value(refused))
                                    .isEqualTo((double) inAll));
                    assertThat(jvm.isAlive()).isTrue();
                    jvm.kill9();
                    assertThat(recorded(jvm, url + " node/" + version.writePool()))
                            .isEqualTo(inAll);
                }
            }
        }
    }

    /** What the box has of it, in all. */
    private static long recorded(JvmUnderTest jvm, String pool) throws IOException {
        List<Signal> signals = BlackBoxReader.read(jvm.blackBox().toFile()).signals();
        return signals.stream()
                .filter(signal -> signal.kind() == SignalKind.SERVER_POOL)
                .filter(signal ->
                        Objects.requireNonNull(signal.resource()).name().equals(pool))
                .mapToLong(signal -> Signal.upper(signal.v3()))
                .sum();
    }

    private static double up(JvmUnderTest jvm, String url) {
        return Exposition.of(jvm).value("firstfault_es_poll_up{target=\"" + url + "\"}");
    }

    private static void flood(SearchServer server) {
        String type = server.version().hasTypes() ? "/doc" : "";
        String bulk = "{\"index\":{}}\n{\"n\":1}\n".repeat(200);
        for (int i = 0; i < 5; i++) {
            assertThat(server.send("POST", "/t" + type + "/_bulk", bulk).statusCode())
                    .isIn(200, 429);
        }
    }
}
