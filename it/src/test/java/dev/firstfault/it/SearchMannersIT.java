package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.HostProgram;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.Outcome;
import dev.firstfault.it.harness.SearchClient;
import dev.firstfault.signals.SignalKind;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.example.faults.LowLevelAnswersApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A REST client whose answers we read behaves to its user as without: the same answers, entities that can be read once and no more, the same
 * exceptions. The server says what no real one can be made to say on demand, and the same both times.
 */
final class SearchMannersIT {
    private static final List<String> PATHS = List.of(
            "/200/t/_bulk",
            "/200/_search",
            "/429/t/_bulk",
            "/503/t/_bulk",
            "/413/t/_bulk",
            "/404/none",
            "/400/_search");

    private static final String REFUSED = "{\"took\":3,\"errors\":true,\"items\":["
            + "{\"index\":{\"_index\":\"t\",\"_id\":\"1\",\"status\":201}},"
            + "{\"index\":{\"_index\":\"t\",\"_id\":\"2\",\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\","
            + "\"reason\":\"rejected execution of x on EsThreadPoolExecutor[name = n/write, queue capacity = 1,"
            + " org.elasticsearch.common.util.concurrent.EsThreadPoolExecutor@1[Running, pool size = 1, active threads = 1,"
            + " queued tasks = 1, completed tasks = 5]]\"}}}]}";

    private static HttpServer server;

    @BeforeAll
    static void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", SearchMannersIT::answer);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    /** As the first part of the path says; HTML, as proxies do, where it is too large. */
    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        int status = Integer.parseInt(path.substring(1, 4));
        byte[] body = (status == 413 ? "<html>413</html>" : REFUSED).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", status == 413 ? "text/html" : "application/json");
        exchange.getResponseHeaders().add("Retry-After", "3");
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        if (accepted != null && accepted.contains("gzip")) {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(body);
            }
            body = packed.toByteArray();
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    static Stream<SearchClient> clients() {
        return Stream.of(
                SearchClient.elasticsearchRest("5.6.16"),
                SearchClient.elasticsearchRest("9.5.6"),
                SearchClient.rest5("9.5.2"),
                SearchClient.openSearchRest("1.0.0"),
                SearchClient.openSearchRest("3.9.0"));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void answersAreToTheApplicationWhatTheyWere(SearchClient client) throws IOException {
        String classPath = Stream.concat(client.jars().stream(), Stream.of(Libraries.apps()))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        HostProgram program = HostProgram.on(Jdk.of(17))
                .args("-cp", classPath, LowLevelAnswersApp.class.getName())
                .args(client.library(), server.getAddress().getPort())
                .args(PATHS.toArray());

        Outcome bare = program.bare();
        Outcome observed = program.observed(program.options());

        assertThat(String.join("\n", bare.stdout())).contains("body of " + REFUSED.length(), "ResponseException");
        assertThat(bare.exitCode()).isZero();
        assertThat(observed.ofHost()).isEqualTo(bare.ofHost());
        Path box = program.blackBoxes().get(0);
        assertThat(BlackBoxReader.read(box.toFile()).signals())
                .as("the answers were read")
                .anyMatch(signal -> signal.kind() == SignalKind.HTTP_REJECTED);
    }
}
