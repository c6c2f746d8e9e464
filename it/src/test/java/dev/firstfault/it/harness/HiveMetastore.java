package dev.firstfault.it.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real Hive Metastore: its configuration, and the launch of a JVM that runs it. */
public final class HiveMetastore {
    public static final String MAIN_CLASS = "org.apache.hadoop.hive.metastore.HiveMetaStore";

    /** Both versions say this once they serve. */
    private static final String STARTED = "Started the new metaserver on port";

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private final String version;
    private final int port = Ports.free();
    private final List<String> properties = new ArrayList<>();
    private JdbcDriver driver = JdbcDriver.MARIADB_2_7;
    private String pool = "HikariCP";
    private String url = "";

    private HiveMetastore(String version) {
        this.version = version;
    }

    /** {@code 3.1.3}, which needs JDK 8, or {@code 4.0.1}. */
    public static HiveMetastore version(String version) {
        return new HiveMetastore(version);
    }

    /** The JDK that people run this version on. */
    public Jdk jdk() {
        return Jdk.of(version.startsWith("3") ? 8 : 17);
    }

    public HiveMetastore database(MariaDb server, JdbcDriver through) {
        String schema = "hive_" + version.replace(".", "");
        return database(through.metastoreUrl(MariaDb.HOST, server.port(), schema), through);
    }

    public HiveMetastore database(String jdbcUrl, JdbcDriver through) {
        url = jdbcUrl;
        driver = through;
        return this;
    }

    /** HikariCP (the default), DBCP, BONECP or NONE. */
    public HiveMetastore pool(String type) {
        pool = type;
        return this;
    }

    public HiveMetastore property(String name, Object value) {
        properties.add(name + "=" + value);
        return this;
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "thrift://127.0.0.1:" + port;
    }

    public String version() {
        return version;
    }

    /** A JVM that will run it, still without a heap size or an agent. */
    public JvmLaunch on(Jdk jdk) {
        Path configuration = WorkDirectory.create("metastore-" + version);
        List<String> command = new ArrayList<>(List.of(
                Libraries.script("metastore-site").toString(),
                configuration.toString(),
                String.valueOf(port),
                url,
                driver.className(),
                pool));
        command.addAll(properties);
        RunningProcess.run(configuration, Duration.ofSeconds(10), command);
        return JvmUnderTest.on(jdk)
                .jvmArgs(
                        "-Dlog4j.configurationFile=" + Libraries.script("log4j2.properties"),
                        "-Dderby.stream.error.file=" + configuration.resolve("derby.log"))
                .classPath(configuration)
                .classPath(Libraries.metastore(version))
                .classPath(driver.jar())
                .main(MAIN_CLASS);
    }

    public void awaitStarted(JvmUnderTest jvm) {
        jvm.awaitLine(STARTED, START_TIMEOUT);
    }
}
