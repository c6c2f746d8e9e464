package dev.firstfault.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real Prometheus that finds what to scrape, once a second, through file_sd target files. */
public final class PrometheusServer implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final RunningProcess process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private PrometheusServer(RunningProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one; the target files are a glob as in {@code file_sd_configs}, whose last part may have a {@code *}. */
    public static PrometheusServer scraping(String targetFiles) {
        Path work = WorkDirectory.create("prometheus");
        int port = Ports.free();
        Path configuration = work.resolve("prometheus.yml");
        try {
            Files.writeString(configuration, """
                    global: {scrape_interval: 1s, evaluation_interval: 1s}
                    scrape_configs:
                      - job_name: firstfault
                        file_sd_configs: [{files: ['%s'], refresh_interval: 1s}]
                    """.formatted(targetFiles));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunningProcess process = RunningProcess.start(
                "prometheus",
                work,
                List.of(
                        program("prometheus"),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + work.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of());
        PrometheusServer server = new PrometheusServer(process, port);
        process.await("Prometheus is ready", TIMEOUT, () -> Ports.answers(port) && server.isReady());
        return server;
    }

    /** The result of an instant query, as Prometheus' API gives it: an array of {@code {metric, value}}. */
    public JsonNode query(String promql) {
        String body = get("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8))
                .body();
        try {
            return new ObjectMapper().readTree(body).at("/data/result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the query has a result. */
    public JsonNode awaitQuery(String promql) {
        process.await("a result of " + promql, TIMEOUT, () -> !query(promql).isEmpty());
        return query(promql);
    }

    /** What {@code promtool check metrics} says about a scraped page: nothing when it is clean. */
    public static String check(String exposition) {
        Path work = WorkDirectory.create("promtool");
        try {
            Path page = Files.writeString(work.resolve("metrics"), exposition);
            try (RunningProcess process = RunningProcess.start(
                    "promtool",
                    work,
                    List.of("sh", "-c", "exec \"$0\" check metrics < \"$1\"", program("promtool"), page.toString()),
                    Map.of())) {
                process.awaitExit(TIMEOUT);
                return String.join("\n", process.allLines());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        return get("/-/ready").statusCode() == 200;
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String program(String name) {
        return Cache.set("prometheus", "prometheus")
                .resolve("usr/bin")
                .resolve(name)
                .toString();
    }

    @Override
    public void close() {
        process.close();
    }
}
