package dev.firstfault.it.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The class paths that programs under test run with. */
public final class Libraries {
    /** The module's own folder; failsafe sets it, and an IDE that runs one test starts in it. */
    static final Path MODULE =
            Path.of(System.getProperty("firstfault.it.module", "")).toAbsolutePath();

    /** What a build may leave behind. */
    public static Path target() {
        return MODULE.resolve("target");
    }

    /** What runs leave behind for good, in the repository. */
    public static Path results() {
        return MODULE.resolve("results");
    }

    /** The programs of {@code src/apps}. */
    public static Path apps() {
        return MODULE.resolve("target/apps");
    }

    /** The jar under test. */
    public static Path agentJar() {
        return Path.of(System.getProperty("firstfault.jar", "../agent/target/firstfault-agent.jar"))
                .toAbsolutePath()
                .normalize();
    }

    /** One HikariCP with the logging facade of its time. */
    public static List<Path> hikari(String version) {
        Path set = Cache.set("libs/hikari", "hikari");
        int major = Integer.parseInt(version.substring(0, version.indexOf('.')));
        return List.of(
                set.resolve("HikariCP-" + version + ".jar"),
                set.resolve(major < 5 ? "slf4j-api-1.7.36.jar" : "slf4j-api-2.0.17.jar"));
    }

    /** One HikariCP that logs to standard output. */
    public static List<Path> loggingHikari(String version) {
        List<Path> all = new ArrayList<>(hikari(version));
        String facade = all.get(1).getFileName().toString();
        all.add(Cache.set("libs/logging", "logging").resolve(facade.replace("slf4j-api", "slf4j-simple")));
        return all;
    }

    /** Jars of other connection pools, and of what they need. */
    public static List<Path> pools(String... jars) {
        Path set = Cache.set("libs/pools", "pools");
        return Arrays.stream(jars).map(jar -> set.resolve(jar + ".jar")).toList();
    }

    /** Scala's library: {@code 2.12.18} or {@code 2.13.16}. */
    public static Path scala(String version) {
        return Cache.set("libs/scala", "scala").resolve("scala-library-" + version + ".jar");
    }

    /** What event loops need of Netty: {@code 4.1.0}, {@code 4.1.138} or {@code 4.2.17}. */
    public static List<Path> netty(String version) {
        return WorkDirectory.list(Cache.set("libs/netty", "netty"), '-' + version + ".Final.jar");
    }

    /** The clients of Redis and MongoDB: {@code old} or {@code new}. */
    public static List<Path> stores(String age) {
        return WorkDirectory.list(Cache.set("libs/stores-" + age, "stores-" + age), ".jar");
    }

    /** Apache's HTTP clients 4 and 5. */
    public static List<Path> httpClients() {
        return WorkDirectory.list(Cache.set("libs/http-clients", "http-clients"), ".jar");
    }

    /** A server of MongoDB's protocol. */
    public static List<Path> mongoServer() {
        return WorkDirectory.list(Cache.set("libs/mongo-server", "mongo-server"), ".jar");
    }

    /** All jars of a metastore. */
    public static List<Path> metastore(String version) {
        return WorkDirectory.list(Cache.set("libs/hms-" + version, "hms-" + version), ".jar");
    }

    /** Another vendor's agent: {@code jmx_prometheus_javaagent-1.0.1} or {@code opentelemetry-javaagent-2.33.1}. */
    public static Path peer(String name) {
        return Cache.set("libs/peers", "peers").resolve(name + ".jar");
    }

    /** A script of {@code it/servers}. */
    static Path script(String name) {
        return MODULE.resolve("servers").resolve(name);
    }

    private Libraries() {}
}
