package dev.firstfault.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.example.faults.LowLevelBulksApp;

/** A REST client of Elasticsearch or OpenSearch in one version, and a program that sends bulks through it. */
public final class SearchClient {
    private final String set;
    private final String version;
    private final String programOrPackage;

    private SearchClient(String set, String version, String programOrPackage) {
        this.set = set;
        this.version = version;
        this.programOrPackage = programOrPackage;
    }

    /** Elasticsearch's low-level client. */
    public static SearchClient elasticsearchRest(String version) {
        return new SearchClient("search-es-rest", version, "org.elasticsearch.client");
    }

    /** Elasticsearch's low-level client on HttpClient 5; in 9.0 a part of the Java client. */
    public static SearchClient rest5(String version) {
        String set = version.startsWith("9.0.") ? "search-es-java" : "search-es-rest5";
        return new SearchClient(set, version, "co.elastic.clients.transport.rest5_client.low_level");
    }

    /** OpenSearch's low-level client. */
    public static SearchClient openSearchRest(String version) {
        return new SearchClient("search-os-rest", version, "org.opensearch.client");
    }

    /** {@code BulkProcessor} of Elasticsearch's high-level client. */
    public static SearchClient highLevel(String version) {
        return new SearchClient("search-es-hlrc", version, "HighLevelBulks");
    }

    /** {@code BulkIngester} of Elasticsearch's Java client. */
    public static SearchClient ingester(String version) {
        return new SearchClient("search-es-java", version, "IngesterBulks");
    }

    /** OpenSearch's Java client. */
    public static SearchClient openSearchJava(String version) {
        return new SearchClient("search-os-java", version, "OpenSearchBulks");
    }

    /** The ways it sends in: of a low-level client {@code sync-plain} and the like, of another how often it tries again. */
    public List<String> manners() {
        if (isLowLevel()) {
            return List.of("sync-plain", "sync-gzip", "async-plain", "async-gzip");
        }
        return programOrPackage.equals("OpenSearchBulks") ? List.of("0") : List.of("0", "3");
    }

    /** Whether the application reads the answers itself, and says what they said. */
    public boolean isLowLevel() {
        return programOrPackage.indexOf('.') > 0;
    }

    /** The package of a low-level client. */
    public String library() {
        return programOrPackage;
    }

    public List<Path> jars() {
        return WorkDirectory.list(Cache.set("libs/" + set + '-' + version, "search-clients-all"), ".jar");
    }

    /** A JVM that is about to send bulks, to these ports in these manners; it says {@code done} when all is answered, and stays. */
    public JvmLaunch sending(Map<String, Integer> portOfManner, String index, boolean typed, int bulks, int documents) {
        JvmLaunch launch = JvmUnderTest.on(Jdk.of(17)).jvmArgs("-Xmx256m").classPath(jars());
        if (isLowLevel()) {
            launch.main(LowLevelBulksApp.class).args(programOrPackage, '/' + index + (typed ? "/doc" : "") + "/_bulk");
        } else {
            launch.classPath(compiled())
                    .main("org.example.clients." + programOrPackage)
                    .args(index);
        }
        launch.args(bulks, documents);
        portOfManner.forEach((manner, port) -> launch.args(port, manner));
        return launch;
    }

    /** The program against this version: what it calls is the same in all, what it was compiled to is not. */
    private Path compiled() {
        Path classes = Libraries.target().resolve("clients").resolve(set + '-' + version);
        List<String> command = new ArrayList<>(List.of(
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                Libraries.MODULE
                        .resolve("src/clients/java/org/example/clients/" + programOrPackage + ".java")
                        .toString()));
        try {
            Files.createDirectories(classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new)) != 0) {
            throw new AssertionError(programOrPackage + " does not compile against " + this);
        }
        return classes;
    }

    @Override
    public String toString() {
        String name = isLowLevel() ? set.replace("es-java", "es-rest5") : set;
        return name.replace("search-", "") + ' ' + version;
    }
}
