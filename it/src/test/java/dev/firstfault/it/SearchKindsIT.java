package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.Exposition;
import dev.firstfault.it.harness.HttpRecorder;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.SearchClient;
import dev.firstfault.it.harness.SearchServer;
import dev.firstfault.it.harness.SearchServer.Version;
import dev.firstfault.signals.SignalKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.example.faults.LowLevelBulksApp;
import org.junit.jupiter.api.Test;

/** A server refuses with one status and one type of error for several reasons: they are told apart, with its own numbers. */
final class SearchKindsIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String INDEX = "orders";
    private static final int REJECTED = 429;

    @Test
    void theLimitsOfAServerAreToldApart() throws Exception {
        try (SearchServer server = SearchServer.start(Version.ELASTICSEARCH_7, "indexing_pressure.memory.limit=4kb")
                .withIndex(INDEX)) {
            isRefusedFor("indexing-pressure", "pressure coordinating", 4 << 10, server);

            server.request(
                    "PUT",
                    "/_cluster/settings",
                    "{\"transient\":{\"network.breaker.inflight_requests.limit\":\"1kb\"}}");
            isRefusedFor("circuit-breaker", "breaker in_flight_requests", 1 << 10, server);
        }
    }

    private static void isRefusedFor(String kind, String limit, long limitBytes, SearchServer server) throws Exception {
        try (HttpRecorder wire = HttpRecorder.before(server.port());
                JvmUnderTest jvm = SearchClient.elasticsearchRest("9.5.6")
                        .sending(Map.of("sync-plain", wire.port()), INDEX, false, 3, 300)
                        .withAgent("")
                        .start()
                        .expectAgentLine(".*")) {
            jvm.awaitLine("^done", SOON);
            long refused = wire.answers().stream()
                    .filter(answer -> answer.status() == REJECTED)
                    .count();
            assertThat(refused).as("requests refused on the wire").isEqualTo(3);
            assertThat(Exposition.of(jvm)
                            .value("firstfault_http_rejections_total{target=\"" + wire.url() + "\",kind=\"" + kind
                                    + "\",level=\"request\"}"))
                    .isEqualTo((double) refused);
            Awaitility.await("the box has the server's numbers")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    BlackBoxReader.read(jvm.blackBox().toFile()).signals())
                            .filteredOn(signal -> signal.kind() == SignalKind.SERVER_LIMIT)
                            .isNotEmpty()
                            .allSatisfy(signal -> {
                                assertThat(Objects.requireNonNull(signal.resource())
                                                .name())
                                        .isEqualTo(wire.url() + ' ' + limit);
                                assertThat(signal.v2()).isEqualTo(limitBytes);
                            }));
            assertThat(new String(Files.readAllBytes(jvm.blackBox()), StandardCharsets.ISO_8859_1))
                    .doesNotContain(LowLevelBulksApp.PLANTED);
        }
    }
}
