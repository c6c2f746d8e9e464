package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.Exposition;
import dev.firstfault.it.harness.HttpRecorder;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.PrometheusServer;
import dev.firstfault.it.harness.SearchClient;
import dev.firstfault.it.harness.SearchServer;
import dev.firstfault.it.harness.SearchServer.Version;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.example.faults.LowLevelBulksApp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real servers refuse of bulks is counted to the item, whatever client sends them: the truth is what went over the wire, read by a
 * parser of JSON that knows nothing of us.
 */
final class SearchClientsIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String INDEX = "orders";
    private static final int BULKS = 3;
    private static final int DOCUMENTS = 100;
    private static final int REJECTED = 429;

    private static final Matrix MATRIX = new Matrix(
            "search", "server", "client", "manner", "requests", "items refused", "told", "requests refused", "told");

    private static @Nullable SearchServer server;

    /** One at a time, and each once: they take memory and a quarter of a minute to start. */
    private static SearchServer running(Version version) {
        SearchServer known = server;
        if (known != null && known.version() == version) {
            return known;
        }
        stopServer();
        SearchServer started = SearchServer.start(version).withIndex(INDEX);
        server = started;
        return started;
    }

    @AfterAll
    static void stopServer() {
        SearchServer known = server;
        server = null;
        if (known != null) {
            known.close();
        }
    }

    static Stream<Arguments> cells() {
        return Matrix.full() ? allCells() : oldestAndNewest();
    }

    private static Stream<Arguments> oldestAndNewest() {
        return Stream.of(
                Arguments.of(Version.ELASTICSEARCH_7, SearchClient.elasticsearchRest("5.6.16")),
                Arguments.of(Version.ELASTICSEARCH_7, SearchClient.highLevel("7.17.29")),
                Arguments.of(Version.ELASTICSEARCH_7, SearchClient.ingester("9.2.8")),
                Arguments.of(Version.ELASTICSEARCH_8, SearchClient.elasticsearchRest("9.5.6")),
                Arguments.of(Version.ELASTICSEARCH_8, SearchClient.ingester("8.19.12")),
                Arguments.of(Version.ELASTICSEARCH_8, SearchClient.rest5("9.5.2")),
                Arguments.of(Version.OPENSEARCH_3, SearchClient.openSearchRest("1.0.0")),
                Arguments.of(Version.OPENSEARCH_3, SearchClient.openSearchRest("3.9.0")),
                Arguments.of(Version.OPENSEARCH_3, SearchClient.openSearchJava("2.6.0")),
                Arguments.of(Version.OPENSEARCH_3, SearchClient.openSearchJava("3.9.0")));
    }

    private static Stream<Arguments> allCells() {
        List<Arguments> cells = new ArrayList<>();
        for (Version version : Version.values()) {
            for (String client : List.of("5.6.16", "6.8.23", "7.0.0", "7.17.29", "8.19.24", "9.5.6")) {
                cells.add(Arguments.of(version, SearchClient.elasticsearchRest(client)));
            }
            for (String client : List.of("9.0.0", "9.2.8", "9.5.2")) {
                cells.add(Arguments.of(version, SearchClient.rest5(client)));
            }
            for (String client : List.of("1.0.0", "1.3.20", "2.0.0", "2.19.7", "3.0.0", "3.9.0")) {
                cells.add(Arguments.of(version, SearchClient.openSearchRest(client)));
            }
            // The others ask what they talk to, or speak media types and paths of their own.
            if (version == Version.ELASTICSEARCH_7) {
                cells.add(Arguments.of(version, SearchClient.highLevel("7.17.29")));
                cells.add(Arguments.of(version, SearchClient.ingester("9.2.8")));
            }
            if (version == Version.ELASTICSEARCH_7 || version == Version.ELASTICSEARCH_8) {
                cells.add(Arguments.of(version, SearchClient.ingester("8.19.12")));
            }
            if (version.isOpenSearch()) {
                for (String client : List.of("2.6.0", "2.26.0", "3.0.0", "3.9.0")) {
                    cells.add(Arguments.of(version, SearchClient.openSearchJava(client)));
                }
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cells")
    void everyRefusalIsCounted(Version version, SearchClient client) throws IOException {
        SearchServer real = running(version);
        Map<String, HttpRecorder> wires = new LinkedHashMap<>();
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String manner : client.manners()) {
            HttpRecorder wire = HttpRecorder.before(real.port());
            wires.put(manner, wire);
            ports.put(manner, wire.port());
        }
        try (JvmUnderTest jvm = client.sending(ports, INDEX, version.hasTypes(), BULKS, DOCUMENTS)
                .withAgent("")
                .start()
                .expectAgentLine(".*")) {
            jvm.awaitLine("^done", SOON);
            Exposition page = Exposition.of(jvm);
            for (Map.Entry<String, HttpRecorder> wire : wires.entrySet()) {
                pageSaysWhatHappened(version, client, wire.getKey(), wire.getValue(), page, jvm.stdout());
            }
            for (HttpRecorder wire : wires.values()) {
                boxSaysTheSame(jvm, wire, version);
            }
            hasNothingOfADocument(jvm);
        } finally {
            wires.values().forEach(HttpRecorder::close);
        }
    }

    private static void pageSaysWhatHappened(
            Version version,
            SearchClient client,
            String manner,
            HttpRecorder wire,
            Exposition page,
            List<String> said) {
        List<HttpRecorder.Answer> answers = wire.answers();
        int items = items(answers);
        int requests = requests(answers);
        MATRIX.measured(
                version,
                client,
                manner.equals("0") ? "no retries" : manner.equals("3") ? "3 retries" : manner,
                answers.size(),
                items,
                (long) rejections(page, wire, "item"),
                requests,
                (long) rejections(page, wire, "request"));

        assertThat(items + requests).as("refusals on the wire, " + manner).isPositive();
        assertThat(rejections(page, wire, "item")).as("items, " + manner).isEqualTo(items);
        assertThat(rejections(page, wire, "request")).as("requests, " + manner).isEqualTo(requests);
        assertThat(page.value("firstfault_http_rejections_total{target=\"" + wire.url()
                        + "\",kind=\"circuit-breaker\",level=\"item\"}"))
                .isZero();
        if (client.isLowLevel()) {
            assertThat(said)
                    .as("the application read every answer after us")
                    .contains(manner + " rejected " + (items + requests));
        }
        if (manner.equals("3")) {
            assertThat(answers.size()).as("bulks and their repetitions").isGreaterThan(BULKS);
        }
    }

    private static int items(List<HttpRecorder.Answer> answers) {
        return answers.stream().mapToInt(answer -> answer.items(REJECTED)).sum();
    }

    private static int requests(List<HttpRecorder.Answer> answers) {
        return answers.stream()
                .mapToInt(answer -> answer.status() == REJECTED ? 1 : 0)
                .sum();
    }

    private static double rejections(Exposition page, HttpRecorder wire, String level) {
        return page.value("firstfault_http_rejections_total{target=\"" + wire.url() + "\",kind=\"thread-pool\",level=\""
                + level + "\"}");
    }

    /** With pool and capacity in the server's own words. */
    private static void boxSaysTheSame(JvmUnderTest jvm, HttpRecorder wire, Version version) {
        int items = items(wire.answers());
        Awaitility.await("the box says what was refused").atMost(SOON).untilAsserted(() -> {
            List<Signal> signals = BlackBoxReader.read(jvm.blackBox().toFile()).signals();
            assertThat(of(signals, SignalKind.HTTP_REJECTED, wire.url())
                            .filter(signal -> Signal.lower(signal.v1()) == FailureLevel.ITEM.id())
                            .mapToInt(signal -> Signal.upper(signal.v2()))
                            .sum())
                    .isEqualTo(items);
            assertThat(of(signals, SignalKind.SERVER_QUEUE, wire.url() + ' ' + version.writePool()))
                    .isNotEmpty()
                    .allSatisfy(signal -> assertThat(Signal.upper(signal.v1())).isEqualTo(1));
        });
    }

    private static Stream<Signal> of(List<Signal> signals, SignalKind kind, String resource) {
        return signals.stream()
                .filter(signal -> signal.kind() == kind
                        && Objects.requireNonNull(signal.resource()).name().equals(resource));
    }

    private static void hasNothingOfADocument(JvmUnderTest jvm) throws IOException {
        assertThat(new String(Files.readAllBytes(jvm.blackBox()), StandardCharsets.ISO_8859_1))
                .doesNotContain(LowLevelBulksApp.PLANTED);
        String page = jvm.http("/metrics");
        assertThat(page).doesNotContain(LowLevelBulksApp.PLANTED);
        assertThat(PrometheusServer.check(page)).as("promtool").isEmpty();
        assertThat(jvm.http("/diagnosis")).doesNotContain(LowLevelBulksApp.PLANTED);
    }
}
