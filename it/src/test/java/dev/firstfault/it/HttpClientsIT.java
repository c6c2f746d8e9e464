package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.Exposition;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.Nginx;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.example.faults.HttpApp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a proxy refuses is counted as its client sees it: general HTTP clients before a real nginx that limits their rate. */
final class HttpClientsIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int REQUESTS = 20;

    static Stream<Arguments> clients() {
        Stream<Arguments> apache = Stream.of("apache-4", "apache-4-async", "apache-5", "apache-5-async", "jdk-async")
                .map(client -> Arguments.of(client, Jdk.of(17)));
        Stream<Arguments> jdk =
                Jdk.all().filter(version -> version.version() >= 11).map(version -> Arguments.of("jdk", version));
        return Stream.concat(apache, jdk);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void whatAProxyThrottlesIsCountedWithTheTimeItAsksToWait(String client, Jdk jdk) throws IOException {
        try (Nginx proxy = Nginx.limiting();
                JvmUnderTest jvm = JvmUnderTest.on(jdk)
                        .withAgent("")
                        .classPath(Libraries.httpClients())
                        .main(HttpApp.class)
                        .args(client, proxy.target() + "/page", REQUESTS)
                        .start()
                        .expectAgentLine(".*")) {
            jvm.awaitLine("^counted ", SOON);
            int throttled = counted(jvm);
            assertThat(throttled).isBetween(1, REQUESTS - 1);
            Awaitility.await("what the agent counted").atMost(SOON).untilAsserted(() -> {
                Exposition page = Exposition.of(jvm);
                assertThat(page.value("firstfault_http_rejections_total{target=\"" + proxy.target()
                                + "\",kind=\"throttled\",level=\"request\"}"))
                        .isEqualTo(throttled);
                assertThat(page.sum("firstfault_http_rejections_total")).isEqualTo(throttled);
                assertThat(page.sum("firstfault_http_errors_total")).isZero();
                assertThat(page.value("firstfault_http_requests_seconds_count{target=\"" + proxy.target() + "\"}"))
                        .isEqualTo(REQUESTS);
                assertThat(page.sum("firstfault_http_requests_in_flight")).isZero();
            });
            Awaitility.await("the record of it")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(throttles(jvm)).isNotEmpty().allSatisfy(signal -> {
                        assertThat(signal.durationNanos()).isEqualTo(Nginx.RETRY_AFTER.toNanos());
                        assertThat(Signal.upper(signal.v3())).isEqualTo(429);
                    }));
        }
    }

    /** How often the program itself saw 429. */
    private static int counted(JvmUnderTest jvm) {
        String line = jvm.stdout().stream()
                .filter(said -> said.startsWith("counted "))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(line.replaceAll(".*429=(\\d+).*", "$1"));
    }

    private static List<Signal> throttles(JvmUnderTest jvm) throws IOException {
        return BlackBoxReader.read(jvm.blackBox().toFile()).signals().stream()
                .filter(signal -> signal.kind() == SignalKind.HTTP_REJECTED)
                .filter(signal -> signal.v1() == Signal.pack(HttpError.THROTTLED.id(), FailureLevel.REQUEST.id()))
                .filter(signal -> Signal.upper(signal.v2()) > 0)
                .toList();
    }
}
