package dev.firstfault.it.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A pooling library at one version; {@code PooledDataSource} of the programs under test knows how each is set up. */
public enum PoolLibrary {
    HIKARI_2_5("HikariCP", "2.5.1"),
    HIKARI_7("HikariCP", "7.1.0"),
    BONECP_0_8("bonecp", "bonecp-0.8.0.RELEASE", "guava-19.0"),
    DBCP_1_4("commons-dbcp", "commons-dbcp-1.4", "commons-pool-1.5.4"),
    DBCP_1_4_POOL_1_6("commons-dbcp", "commons-dbcp-1.4", "commons-pool-1.6"),
    DBCP2_2_0("commons-dbcp2", "commons-dbcp2-2.0", "commons-pool2-2.2", "commons-logging-1.3.5"),
    DBCP2_2_14(
            "commons-dbcp2",
            "commons-dbcp2-2.14.0",
            "commons-pool2-2.13.0",
            "commons-logging-1.3.5",
            "jakarta.transaction-api-1.3.3"),
    C3P0_0_9_1("c3p0", "c3p0-0.9.1.2"),
    C3P0_0_9_5("c3p0", "c3p0-0.9.5", "mchange-commons-java-0.2.9"),
    C3P0_0_14("c3p0", "c3p0-0.14.1", "mchange-commons-java-0.6.1"),
    TOMCAT_7("tomcat-jdbc", "tomcat-jdbc-7.0.19", "tomcat-juli-7.0.19"),
    TOMCAT_11("tomcat-jdbc", "tomcat-jdbc-11.0.27", "tomcat-juli-11.0.27"),
    DRUID_1_0("druid", "druid-1.0.9"),
    DRUID_1_2("druid", "druid-1.2.28"),
    VIBUR_3("vibur-dbcp", "vibur-dbcp-3.0", "vibur-object-pool-3.0", "concurrentlinkedhashmap-lru-1.4.2"),
    VIBUR_26("vibur-dbcp", "vibur-dbcp-26.0", "vibur-object-pool-26.0"),
    AGROAL_1_1("agroal-pool", "agroal-pool-1.1", "agroal-api-1.1"),
    AGROAL_3_2("agroal-pool", "agroal-pool-3.2.1", "agroal-api-3.2.1"),
    UCP_11_2("ucp", "ucp-11.2.0.4"),
    UCP_23_26("ucp", "ucp-23.26.2.0.0", "ojdbc8-23.26.2.0.0");

    private final String library;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> jars;

    PoolLibrary(String library, String... jars) {
        this.library = library;
        this.jars = List.of(jars);
    }

    /** Its artifact, as the programs under test know it. */
    public String library() {
        return library;
    }

    /** Its version, and that of the pool of objects below it where it has one. */
    public String versions() {
        return jars.stream()
                .filter(jar -> jar.equals(jars.get(0)) || jar.startsWith("commons-pool"))
                .map(jar -> jar.equals(jars.get(0)) ? jar.replaceFirst("^[a-z].*?-(?=[0-9])", "") : jar)
                .collect(Collectors.joining(", "));
    }

    /** It and what it needs. */
    public List<Path> classPath() {
        if (library.equals("HikariCP")) {
            return Libraries.hikari(jars.get(0));
        }
        List<Path> all = new ArrayList<>(Libraries.pools(jars.toArray(String[]::new)));
        if (library.equals("bonecp") || library.equals("vibur-dbcp")) {
            all.add(Libraries.hikari("2.5.1").get(1)); // the logging facade
        }
        return all;
    }

    /** The name it is known by where it is opened as {@code orders}: DBCP's and Agroal's have none, c3p0's not before 0.9.5. */
    public String nameOr(String place) {
        return library.startsWith("commons-dbcp") || library.equals("agroal-pool") || this == C3P0_0_9_1
                ? place
                : "orders";
    }

    /** Connections that it opens beside a pool that comes to be, to see whether that can be done. */
    public int opensBesideThePool() {
        return library.equals("commons-dbcp2") || library.equals("bonecp") ? 1 : 0;
    }

    /** Connections that it fails to open before there is a pool to fail. */
    public int failsBeforeThePool() {
        return opensBesideThePool();
    }

    /** Whether it makes connections where its pool can be told, so that those that fail are counted with it. */
    public boolean knowsWhoseConnectionsFail() {
        return !library.equals("ucp");
    }

    /** The newest of each library. */
    public static List<PoolLibrary> newest() {
        List<PoolLibrary> newest = new ArrayList<>();
        List<PoolLibrary> all = Arrays.asList(values());
        for (int i = 0; i < all.size(); i++) {
            if (i + 1 == all.size() || !all.get(i + 1).library.equals(all.get(i).library)) {
                newest.add(all.get(i));
            }
        }
        return newest;
    }
}
