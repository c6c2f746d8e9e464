package dev.firstfault.collectors.pool;

import dev.firstfault.collectors.jdbc.JdbcTarget;
import java.lang.reflect.Method;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a pool is called and where it connects to, as its configuration says. Immutable. */
final class PoolIdentity {

    /** Getters of the name that a person gave a pool, in the configurations of all libraries. */
    private static final String[] NAMES = {"getPoolName", "getName", "getDataSourceName"};

    /** Getters of the JDBC URL, likewise. */
    private static final String[] URLS = {"getJdbcUrl", "getUrl", "jdbcUrl"};

    /** Getters of the part that connects. */
    private static final String[] PARTS = {"connectionFactoryConfiguration", "getConnectionFactoryAdapter"};

    private final @Nullable String name;
    private final @Nullable String url;

    private PoolIdentity(@Nullable String name, @Nullable String url) {
        this.name = name;
        this.url = url;
    }

    /** What this configuration says; nothing where it says nothing. */
    static PoolIdentity of(Object config) throws ReflectiveOperationException {
        String url = text(config, URLS);
        url = url == null ? dataSourceUrl(config) : url;
        return new PoolIdentity(text(config, NAMES), url == null ? partsUrl(config) : url);
    }

    /** Of a pool of which only the server is known. */
    static PoolIdentity ofUrl(String url) {
        return new PoolIdentity(null, url);
    }

    /** The same with this name, if it is one. */
    PoolIdentity named(@Nullable String other) {
        return other == null ? this : new PoolIdentity(other, url);
    }

    /** Of a pool that was handed its parts and has no configuration. */
    static PoolIdentity unknown() {
        return new PoolIdentity(null, null);
    }

    /** The JDBC URL, or null where it is not known. */
    @Nullable
    String url() {
        return url;
    }

    /** The given name; else what it connects to, for names that libraries make up are other ones at each start. */
    String stableName(@Nullable JdbcTarget target) {
        if (name != null && !isMadeUp(name)) {
            return name;
        }
        if (url != null) {
            return JdbcTarget.of(url).place();
        }
        return target == null ? "unknown" : target.place();
    }

    /**
     * HikariCP: {@code HikariPool-1}; Tomcat: {@code Tomcat Connection Pool[1-2137589296]}; Druid: {@code
     * DataSource-1324173038}; Vibur: {@code p1}; UCP: {@code UniversalConnectionPool(1816757085)-a411c68cc-1-vm}.
     */
    private static boolean isMadeUp(String name) {
        return name.isEmpty()
                || isNumbered(name, "HikariPool-")
                || name.startsWith("Tomcat Connection Pool[")
                || isNumbered(name, "DataSource-")
                || isNumbered(name, "p")
                || name.startsWith("UniversalConnectionPool(");
    }

    private static boolean isNumbered(String name, String prefix) {
        if (!name.startsWith(prefix)) {
            return false;
        }
        for (int i = prefix.length(); i < name.length(); i++) {
            if (!Character.isDigit(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String text(Object config, String[] getters) throws ReflectiveOperationException {
        for (String getter : getters) {
            try {
                Object value = Getter.method(config.getClass(), getter).invoke(config);
                if (value instanceof String) {
                    return (String) value;
                }
            } catch (NoSuchMethodException ofAnotherLibrary) {
                // the next one
            }
        }
        return null;
    }

    /** Agroal and UCP: the URL of the part that connects. */
    private static @Nullable String partsUrl(Object config) throws ReflectiveOperationException {
        for (String getter : PARTS) {
            try {
                Object part = Getter.method(config.getClass(), getter).invoke(config);
                String url = part == null ? null : text(part, URLS);
                if (url != null) {
                    return url;
                }
            } catch (NoSuchMethodException ofAnotherLibrary) {
                // the next one
            }
        }
        return null;
    }

    /** HikariCP: the URL as a property of a data source. */
    private static @Nullable String dataSourceUrl(Object config) throws ReflectiveOperationException {
        try {
            Method getter = Getter.method(config.getClass(), "getDataSourceProperties");
            Object properties = getter.invoke(config);
            return properties instanceof Properties
                    ? ((Properties) properties).getProperty("url", ((Properties) properties).getProperty("URL"))
                    : null;
        } catch (NoSuchMethodException none) {
            return null;
        }
    }
}
