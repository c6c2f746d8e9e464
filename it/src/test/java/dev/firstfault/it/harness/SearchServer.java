package dev.firstfault.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real Elasticsearch or OpenSearch of one node, whose thread pool for writes has one thread and a queue of one: a bulk over an index of
 * twenty shards is twenty tasks, of which it refuses some eighteen.
 */
public final class SearchServer implements AutoCloseable {
    /** The versions there are, and what each runs on. */
    public enum Version {
        ELASTICSEARCH_5("elasticsearch-5", 8, "bulk"),
        ELASTICSEARCH_6("elasticsearch-6", 8, "write"),
        ELASTICSEARCH_7("elasticsearch-7", 17, "write"),
        ELASTICSEARCH_8("elasticsearch-8", 17, "write"),
        OPENSEARCH_2("opensearch-2", 17, "write"),
        OPENSEARCH_3("opensearch-3", 21, "write");

        private final String set;
        private final int jdk;
        private final String writePool;

        Version(String set, int jdk, String writePool) {
            this.set = set;
            this.jdk = jdk;
            this.writePool = writePool;
        }

        /** Name of the thread pool that bulks are refused by. */
        public String writePool() {
            return writePool;
        }

        public boolean isOpenSearch() {
            return set.startsWith("opensearch");
        }

        /** Whether documents have a type there, {@code doc}. */
        public boolean hasTypes() {
            return this == ELASTICSEARCH_5 || this == ELASTICSEARCH_6;
        }

        @Override
        public String toString() {
            return set;
        }
    }

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);
    private static final int TINY = 1;
    private static final int SHARDS = 20;

    private final Version version;
    private final RunningProcess process;
    private final Path data;
    private final int port;
    private final int transportPort;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    private SearchServer(Version version, RunningProcess process, Path data, int port, int transportPort) {
        this.version = version;
        this.process = process;
        this.data = data;
        this.port = port;
        this.transportPort = transportPort;
    }

    /** Starts one with further settings, {@code key=value}; later ones win. */
    public static SearchServer start(Version version, String... settings) {
        return start(version, Ports.free(), settings);
    }

    /** The same, on a port that clients know already. */
    public static SearchServer start(Version version, int port, String... settings) {
        Path home = Cache.set(version.set, version.set).resolve("home");
        Path java = Jdk.of(version.jdk).home();
        Path work = WorkDirectory.create(version.set);
        Path data = work.resolve("node");
        int transportPort = Ports.free();
        List<String> command = new ArrayList<>(
                List.of(Libraries.script("search").toString(), home.toString(), data.toString(), String.valueOf(port)));
        command.addAll(merged(defaults(version, transportPort), settings));
        RunningProcess process =
                RunningProcess.start(version.set, work, command, Map.of("JAVA_HOME", java.toString(), "HEAP", "512m"));
        SearchServer server = new SearchServer(version, process, data, port, transportPort);
        process.await(version + " answers", START_TIMEOUT, server::isReady);
        return server;
    }

    private static List<String> defaults(Version version, int transportPort) {
        List<String> settings = new ArrayList<>();
        String pool = "thread_pool." + version.writePool + '.';
        settings.add(pool + "size=" + TINY);
        settings.add(pool + "queue_size=" + TINY);
        settings.add("discovery.type=single-node");
        settings.add((version.hasTypes() ? "transport.tcp.port=" : "transport.port=") + transportPort);
        if (version == Version.ELASTICSEARCH_7 || version == Version.ELASTICSEARCH_8) {
            settings.add("xpack.security.enabled=false");
        }
        return settings;
    }

    private static List<String> merged(List<String> defaults, String... settings) {
        List<String> merged = new ArrayList<>(defaults);
        for (String setting : settings) {
            String key = setting.substring(0, setting.indexOf('=') + 1);
            merged.removeIf(other -> other.startsWith(key));
            merged.add(setting);
        }
        return merged;
    }

    public Version version() {
        return version;
    }

    public int port() {
        return port;
    }

    /** Where clients that speak no HTTP connect. */
    public int transportPort() {
        return transportPort;
    }

    /** As it stands in labels. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Makes an index of twenty shards, so that a bulk is refused in part. */
    public SearchServer withIndex(String name) {
        return withIndex(name, SHARDS);
    }

    /** Makes an index of so many shards and no copies. */
    public SearchServer withIndex(String name, int shards) {
        request(
                "PUT",
                '/' + name,
                "{\"settings\":{\"index.number_of_shards\":" + shards + ",\"index.number_of_replicas\":0}}");
        return this;
    }

    /** How many tasks its pool for writes has refused. */
    public long rejectedTasks() {
        JsonNode nodes = get("/_nodes/stats/thread_pool").get("nodes");
        return nodes.elements()
                .next()
                .at("/thread_pool/" + version.writePool + "/rejected")
                .asLong();
    }

    public JsonNode get(String path) {
        return request("GET", path, "");
    }

    /** The body of its answer, which must be a success. */
    public JsonNode request(String method, String path, String body) {
        HttpResponse<String> response = send(method, path, body);
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(method + ' ' + path + " answered " + response.statusCode() + ": " + response.body()
                    + '\n' + process.output());
        }
        try {
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its answer, whatever it says. */
    public HttpResponse<String> send(String method, String path, String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url() + path))
                            .timeout(ANSWER_TIMEOUT)
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    body.isEmpty()
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Lets it run only a part of the time from now on. */
    public DutyCycle interrupt(Duration stopped, Duration running) {
        return DutyCycle.of(process.pid(), stopped, running);
    }

    private boolean isReady() {
        if (!Ports.answers(port)) {
            return false;
        }
        try {
            return send("GET", "/_cluster/health", "").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** What it wrote last, for a failure's text. */
    public String output() {
        return process.output();
    }

    /** Ends it at once, as a host that fails does. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
        WorkDirectory.delete(data);
    }
}
