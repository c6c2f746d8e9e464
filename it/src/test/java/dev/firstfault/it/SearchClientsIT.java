package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.Exposition;
import dev.firstfault.it.harness.HttpRecorder;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Matrix;
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
import java.util.List;
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
    private static final int BULKS = 4;
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
        SearchClient es5 = SearchClient.elasticsearchRest("5.6.16");
        SearchClient es9 = SearchClient.elasticsearchRest("9.5.6");
        SearchClient highLevel = SearchClient.highLevel("7.17.29");
        SearchClient java8 = SearchClient.ingester("8.19.12");
        SearchClient java9 = SearchClient.ingester("9.2.8");
        return Stream.of(
                Arguments.of(Version.ELASTICSEARCH_7, es5, "sync plain"),
                Arguments.of(Version.ELASTICSEARCH_7, es9, "async gzip"),
                Arguments.of(Version.ELASTICSEARCH_7, highLevel, "0"),
                Arguments.of(Version.ELASTICSEARCH_7, highLevel, "3"),
                Arguments.of(Version.ELASTICSEARCH_7, java9, "3"),
                Arguments.of(Version.ELASTICSEARCH_8, es5, "async gzip"),
                Arguments.of(Version.ELASTICSEARCH_8, es9, "sync plain"),
                Arguments.of(Version.ELASTICSEARCH_8, java8, "0"),
                Arguments.of(Version.ELASTICSEARCH_8, java8, "3"),
                Arguments.of(Version.ELASTICSEARCH_8, SearchClient.rest5("9.5.2"), "sync gzip"),
                Arguments.of(Version.ELASTICSEARCH_8, SearchClient.rest5("9.5.2"), "async plain"),
                Arguments.of(Version.OPENSEARCH_3, SearchClient.openSearchRest("1.0.0"), "sync gzip"),
                Arguments.of(Version.OPENSEARCH_3, SearchClient.openSearchRest("3.9.0"), "async gzip"),
                Arguments.of(Version.OPENSEARCH_3, SearchClient.openSearchRest("3.9.0"), "sync plain"),
                Arguments.of(Version.OPENSEARCH_3, SearchClient.openSearchJava("2.6.0"), "0"),
                Arguments.of(Version.OPENSEARCH_3, SearchClient.openSearchJava("3.9.0"), "0"));
    }

    private static Stream<Arguments> allCells() {
        List<Arguments> cells = new ArrayList<>();
        for (Version version : Version.values()) {
            List<SearchClient> lowLevel = new ArrayList<>();
            for (String client : List.of("5.6.16", "6.8.23", "7.0.0", "7.17.29", "8.19.24", "9.5.6")) {
                lowLevel.add(SearchClient.elasticsearchRest(client));
            }
            for (String client : List.of("1.0.0", "1.3.20", "2.0.0", "2.19.7", "3.0.0", "3.9.0")) {
                lowLevel.add(SearchClient.openSearchRest(client));
            }
            for (String client : List.of("9.0.0", "9.2.8", "9.5.2")) {
                lowLevel.add(SearchClient.rest5(client));
            }
            for (SearchClient client : lowLevel) {
                for (String manner : List.of("sync plain", "sync gzip", "async plain", "async gzip")) {
                    cells.add(Arguments.of(version, client, manner));
                }
            }
            if (version == Version.ELASTICSEARCH_7) { // they ask what they talk to
                cells.add(Arguments.of(version, SearchClient.highLevel("7.17.29"), "0"));
                cells.add(Arguments.of(version, SearchClient.highLevel("7.17.29"), "3"));
            }
            for (String retries : List.of("0", "3")) {
                if (version == Version.ELASTICSEARCH_7 || version == Version.ELASTICSEARCH_8) {
                    cells.add(Arguments.of(version, SearchClient.ingester("8.19.12"), retries));
                }
                if (version == Version.ELASTICSEARCH_7) { // 8 takes no media type of 9
                    cells.add(Arguments.of(version, SearchClient.ingester("9.2.8"), retries));
                }
            }
            if (version.isOpenSearch()) {
                for (String client : List.of("2.6.0", "2.26.0", "3.0.0", "3.9.0")) {
                    cells.add(Arguments.of(version, SearchClient.openSearchJava(client), "0"));
                }
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("cells")
    void everyRefusalIsCounted(Version version, SearchClient client, String manner) throws IOException {
        SearchServer real = running(version);
        try (HttpRecorder wire = HttpRecorder.before(real.port());
                JvmUnderTest jvm = client.sending(wire.port(), INDEX, version.hasTypes(), BULKS, DOCUMENTS, manner)
                        .withAgent("")
                        .start()
                        .expectAgentLine(".*")) {
            jvm.awaitLine("^done", SOON);
            List<HttpRecorder.Answer> answers = wire.answers();
            int items =
                    answers.stream().mapToInt(answer -> answer.items(REJECTED)).sum();
            int requests = answers.stream()
                    .mapToInt(answer -> answer.status() == REJECTED ? 1 : 0)
                    .sum();
            Exposition page = Exposition.of(jvm);
            MATRIX.measured(
                    version,
                    client,
                    manner.equals("0") ? "no retries" : manner.equals("3") ? "3 retries" : manner,
                    answers.size(),
                    items,
                    (long) rejections(page, wire, "item"),
                    requests,
                    (long) rejections(page, wire, "request"));

            assertThat(items + requests).as("refusals on the wire").isPositive();
            assertThat(rejections(page, wire, "item")).isEqualTo(items);
            assertThat(rejections(page, wire, "request")).isEqualTo(requests);
            assertThat(page.value("firstfault_http_rejections_total{target=\"" + wire.url()
                            + "\",kind=\"circuit-breaker\",level=\"item\"}"))
                    .isZero();
            if (client.isLowLevel()) {
                assertThat(jvm.stdout())
                        .as("the application read every answer after us")
                        .contains("rejected " + (items + requests));
            }
            if (manner.equals("3")) {
                assertThat(answers.size()).as("bulks and their repetitions").isGreaterThan(BULKS);
            }
            boxSaysTheSame(jvm, wire, version, items);
        }
    }

    private static double rejections(Exposition page, HttpRecorder wire, String level) {
        return page.value("firstfault_http_rejections_total{target=\"" + wire.url() + "\",kind=\"thread-pool\",level=\""
                + level + "\"}");
    }

    /** With pool and capacity in the server's own words, and nothing of a document. */
    private static void boxSaysTheSame(JvmUnderTest jvm, HttpRecorder wire, Version version, int items)
            throws IOException {
        Awaitility.await("the box says what was refused").atMost(SOON).untilAsserted(() -> {
            List<Signal> signals = BlackBoxReader.read(jvm.blackBox().toFile()).signals();
            assertThat(signals.stream()
                            .filter(signal -> signal.kind() == SignalKind.HTTP_REJECTED
                                    && Signal.lower(signal.v1()) == FailureLevel.ITEM.id())
                            .mapToInt(signal -> Signal.upper(signal.v2()))
                            .sum())
                    .isEqualTo(items);
            assertThat(signals)
                    .filteredOn(signal -> signal.kind() == SignalKind.SERVER_QUEUE)
                    .isNotEmpty()
                    .allSatisfy(signal -> {
                        assertThat(Objects.requireNonNull(signal.resource()).name())
                                .isEqualTo(wire.url() + ' ' + version.writePool());
                        assertThat(Signal.upper(signal.v1())).isEqualTo(1);
                    });
        });
        assertThat(new String(Files.readAllBytes(jvm.blackBox()), StandardCharsets.ISO_8859_1))
                .doesNotContain(LowLevelBulksApp.PLANTED);
        assertThat(jvm.http("/metrics")).doesNotContain(LowLevelBulksApp.PLANTED);
        assertThat(jvm.http("/diagnosis")).doesNotContain(LowLevelBulksApp.PLANTED);
    }
}
