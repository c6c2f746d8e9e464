package dev.firstfault.it.harness;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** A JDBC driver at one version, and how it wants to be addressed. */
public enum JdbcDriver {
    MARIADB_2_7("mariadb-java-client-2.7.12.jar", "org.mariadb.jdbc.Driver"),
    MARIADB_3_5("mariadb-java-client-3.5.8.jar", "org.mariadb.jdbc.Driver"),
    MYSQL_8_0("mysql-connector-j-8.0.33.jar", "com.mysql.cj.jdbc.Driver"),
    MYSQL_9_6("mysql-connector-j-9.6.0.jar", "com.mysql.cj.jdbc.Driver"),
    POSTGRESQL_42_2("postgresql-42.2.29.jar", "org.postgresql.Driver"),
    POSTGRESQL_42_7("postgresql-42.7.14.jar", "org.postgresql.Driver"),
    DERBY_10_14("derby-10.14.2.0.jar", "org.apache.derby.jdbc.EmbeddedDriver"),
    H2_1_4("h2-1.4.200.jar", "org.h2.Driver"),
    H2_2_2("h2-2.2.224.jar", "org.h2.Driver"),
    H2_2_4("h2-2.4.240.jar", "org.h2.Driver");

    private final String jarName;
    private final String className;

    JdbcDriver(String jarName, String className) {
        this.jarName = jarName;
        this.className = className;
    }

    public Path jar() {
        return Cache.set("libs/drivers", "drivers").resolve(jarName);
    }

    public String className() {
        return className;
    }

    /** A connection of the tests' own, as another client would open it. */
    public Connection connect(String url, String user, String password) throws SQLException {
        Properties account = new Properties();
        account.setProperty("user", user);
        account.setProperty("password", password);
        Connection connection =
                Loaded.drivers.computeIfAbsent(this, JdbcDriver::load).connect(url, account);
        if (connection == null) {
            throw new SQLException(this + " does not take " + url);
        }
        return connection;
    }

    /** The driver in a loader of its own: the module has none on its class path. */
    private Driver load() {
        try {
            URL[] jars = {jar().toUri().toURL()};
            ClassLoader loader = new URLClassLoader(name(), jars, Driver.class.getClassLoader());
            return Class.forName(className, true, loader)
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (MalformedURLException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server's URL as this driver writes it. */
    public String url(String host, int port, String database) {
        return switch (this) {
            case MARIADB_3_5 ->
                "jdbc:mariadb://" + host + ":" + port + "/" + database; // 3.x no longer takes jdbc:mysql:
            case POSTGRESQL_42_2, POSTGRESQL_42_7 -> "jdbc:postgresql://" + host + ":" + port + "/" + database;
            case MARIADB_2_7, MYSQL_8_0, MYSQL_9_6 -> "jdbc:mysql://" + host + ":" + port + "/" + database;
            case DERBY_10_14, H2_1_4, H2_2_2, H2_2_4 ->
                throw new IllegalStateException(this + " is tested embedded, it has no server here");
        };
    }

    /**
     * The same with what a metastore needs: DataNucleus does not know a product called MariaDB, and the drivers must not look for its
     * tables in the other schemas of the server.
     */
    String metastoreUrl(String host, int port, String database) {
        String options = switch (this) {
            case MARIADB_2_7 -> "&useMysqlMetadata=true";
            case MARIADB_3_5 -> "&useMysqlMetadata=true&nullDatabaseMeansCurrent=true";
            default -> "&nullCatalogMeansCurrent=true";
        };
        return url(host, port, database) + "?createDatabaseIfNotExist=true" + options;
    }

    private static final class Loaded {
        static final Map<JdbcDriver, Driver> drivers = new ConcurrentHashMap<>();
    }
}
