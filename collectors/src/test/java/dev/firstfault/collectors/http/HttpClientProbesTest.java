package dev.firstfault.collectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Matrix;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.http.TestClient.Impatient;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Meters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Apache's HTTP clients with the hooks woven in, in every supported version, against servers that answer and servers that do not. */
class HttpClientProbesTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final HttpTargets targets = new HttpTargets(meters, signals, Clock.SYSTEM);
    private final ClientExchanges exchanges = new ClientExchanges(targets, meters, signals, Clock.SYSTEM);

    static List<String> clients() {
        List<String> clients = new ArrayList<>();
        for (String version : Matrix.versionsOf("httpclient")) {
            clients.add("httpclient " + version);
        }
        for (String version : Matrix.versionsOf("httpasyncclient")) {
            clients.add("httpasyncclient " + version);
        }
        for (String version : Matrix.versionsOf("httpclient5")) {
            clients.add("httpclient5 " + version + " classic");
            clients.add("httpclient5 " + version + " async");
        }
        return clients;
    }

    /** Of each the oldest and the newest; loading one with all hooks is what takes time here. */
    static List<String> outermostClients() {
        List<String> all = clients();
        return all.stream()
                .filter(client -> {
                    String artifact = client.substring(0, client.indexOf(' '));
                    String version = client.split(" ", -1)[1];
                    List<String> versions = Matrix.versionsOf(artifact);
                    return version.equals(versions.get(0)) || version.equals(versions.get(versions.size() - 1));
                })
                .toList();
    }

    @BeforeEach
    void connectBridge() {
        SignalBridge.connect(new HttpReceiver(exchanges));
    }

    @AfterEach
    void disconnectBridge() {
        SignalBridge.connect(new Receiver());
        assertThat(signals.degraded()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void answersAreTimedAndTheConnectionIsUsedAgain(String name) throws Exception {
        try (PathServer server = new PathServer();
                TestClient client = TestClient.of(name, signals, Impatient.FOR_NOTHING)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.ask(server.target() + "/ok")).isEqualTo(new TestClient.Seen(200, "answer to /ok"));
            }
            assertThat(server.connections()).isOne();
            assertThat(ended(server, 3)).isZero();
        }

        assertThat(signals.kinds()).doesNotContain(SignalKind.HTTP_REJECTED, SignalKind.HTTP_FAILED);
    }

    @ParameterizedTest
    @MethodSource("outermostClients")
    void whatIsAskedTooOftenIsThrottledAndTheAnswerStaysAsItIs(String name) throws Exception {
        try (PathServer server = new PathServer();
                TestClient client = TestClient.of(name, signals, Impatient.FOR_NOTHING)) {
            assertThat(client.ask(server.target() + "/429/7")).isEqualTo(new TestClient.Seen(429, "answer to /429/7"));
            assertThat(client.ask(server.target() + "/429").status()).isEqualTo(429);
            assertThat(ended(server, 2)).isZero();
            assertThat(server.connections()).isOne();

            Signal rejected = only(SignalKind.HTTP_REJECTED);
            assertThat(rejected.resource()).hasFieldOrPropertyWithValue("name", server.target());
            assertThat(rejected.v1()).isEqualTo(Signal.pack(HttpError.THROTTLED.id(), FailureLevel.REQUEST.id()));
            assertThat(Signal.upper(rejected.v2())).isEqualTo(2);
            assertThat(rejected.v3()).isEqualTo(Signal.pack(429, 2));
            assertThat(rejected.durationNanos()).isEqualTo(7_000_000_000L);
        }
    }

    @ParameterizedTest
    @MethodSource("outermostClients")
    void badGatewayIsUnavailableWhatWasAskedForWronglyIsNothingAndRedirectsCountOnce(String name) throws Exception {
        try (PathServer server = new PathServer();
                TestClient client = TestClient.of(name, signals, Impatient.FOR_NOTHING)) {
            client.ask(server.target() + "/502");
            client.ask(server.target() + "/404");
            assertThat(client.ask(server.target() + "/to-ok").status()).isEqualTo(200);
            assertThat(ended(server, 3)).isZero();

            assertThat(only(SignalKind.HTTP_REJECTED).v1())
                    .isEqualTo(Signal.pack(HttpError.UNAVAILABLE.id(), FailureLevel.REQUEST.id()));
        }
    }

    @ParameterizedTest
    @MethodSource("outermostClients")
    void everyFailureHasItsReason(String name) throws Exception {
        try (PathServer server = new PathServer();
                TestClient client = TestClient.of(name, signals, Impatient.FOR_ANSWERS)) {
            for (String url : List.of(
                    "http://127.0.0.1:" + closedPort() + "/",
                    "http://no-such-host.invalid:9200/",
                    server.target() + "/silent",
                    server.target() + "/lost")) {
                assertThat(catchThrowable(() -> client.ask(url))).isNotNull();
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(reasons())
                            .containsExactly(
                                    HttpFailure.REFUSED,
                                    HttpFailure.UNKNOWN_HOST,
                                    HttpFailure.NO_ANSWER,
                                    HttpFailure.CONNECTION_LOST));
        }

        assertThat(signals.of(SignalKind.HTTP_FAILED))
                .allSatisfy(failed -> assertThat(failed.error()).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("outermostClients")
    void whatTheApplicationGivesUpIsCancelled(String name) throws Exception {
        try (PathServer server = new PathServer();
                TestClient client = TestClient.of(
                        name, signals, goesOnWhenCancelled(name) ? Impatient.FOR_ANSWERS : Impatient.FOR_NOTHING)) {
            client.cancel(server.target() + "/silent", server::awaitAsked);
            if (goesOnWhenCancelled(name)) {
                assertThat(reason()).isIn(HttpFailure.CANCELLED, HttpFailure.NO_ANSWER);
            } else {
                assertThat(reason()).isEqualTo(HttpFailure.CANCELLED);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("outermostClients")
    void requestsThatWaitForAConnectionInVainSaySo(String name) throws Exception {
        try (PathServer server = new PathServer();
                TestClient client = TestClient.of(name, signals, Impatient.FOR_CONNECTIONS)) {
            AutoCloseable held = client.hold(server.target() + (TestClient.isAsync(name) ? "/silent" : "/ok"));
            server.awaitAsked();
            assertThat(catchThrowable(() -> client.ask(server.target() + "/ok")))
                    .isNotNull();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(signals.of(SignalKind.HTTP_FAILED))
                            .anySatisfy(signal -> assertThat(HttpFailure.ofId(signal.v1()))
                                    .isEqualTo(HttpFailure.NO_CONNECTION_FREE)));
            tick();
            held.close();
        }

        assertThat(signals.of(SignalKind.HTTP_POOL)).isNotEmpty();
        Signal pool = signals.of(SignalKind.HTTP_POOL).get(0);
        assertThat(Signal.lower(pool.v2())).as("most that may be leased").isOne();
    }

    /** Versions that may take no notice, until their time is over. */
    private static boolean goesOnWhenCancelled(String name) {
        return name.equals("httpasyncclient 4.0") || name.equals("httpclient5 5.0.4 async");
    }

    private HttpFailure reason() {
        await().atMost(SOON).untilAsserted(() -> assertThat(reasons()).hasSize(1));
        return reasons().get(0);
    }

    private List<HttpFailure> reasons() {
        return signals.of(SignalKind.HTTP_FAILED).stream()
                .map(failed -> HttpFailure.ofId(failed.v1()))
                .toList();
    }

    /** Waits until so many exchanges with the server have ended and nothing is in flight; how many of them failed. */
    private int ended(PathServer server, int count) {
        await().atMost(SOON).untilAsserted(() -> {
            tick();
            assertThat(ofServer(server).stream()
                            .mapToInt(signal -> Signal.upper(signal.v1()))
                            .sum())
                    .isEqualTo(count);
        });
        return ofServer(server).stream()
                .mapToInt(signal -> Signal.lower(signal.v1()))
                .sum();
    }

    private List<Signal> ofServer(PathServer server) {
        return signals.of(SignalKind.HTTP_EXCHANGES).stream()
                .filter(signal ->
                        signal.resource() != null && signal.resource().name().equals(server.target()))
                .toList();
    }

    private void tick() {
        exchanges.tick();
        targets.tick();
    }

    private Signal only(SignalKind kind) {
        assertThat(signals.of(kind)).hasSize(1);
        return signals.of(kind).get(0);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
