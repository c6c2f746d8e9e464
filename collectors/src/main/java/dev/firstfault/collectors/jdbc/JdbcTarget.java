package dev.firstfault.collectors.jdbc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a JDBC URL connects to, without user, password and parameters: {@code jdbc:mysql://db:3306/hive}; of other stores
 * the server: {@code redis://cache:6379}. Immutable.
 *
 * <p>Built up from what is recognised, never cut down from the URL: a part that is not plainly a host, a port or a
 * database name is left out, for it may be a password in an odd place.
 */
public final class JdbcTarget {

    /** What is not a JDBC URL of a known kind. */
    static final JdbcTarget UNKNOWN = new JdbcTarget("jdbc:unknown", "unknown", DriverFamily.OTHER);

    private static final int MAX_NAME = 128;

    /** Stores that are connected to without JDBC. */
    private static final String[] STORES = {"mongodb:", "redis:"};

    private final String name;
    private final String place;
    private final DriverFamily family;

    private JdbcTarget(String name, String place, DriverFamily family) {
        this.name = name;
        this.place = place;
        this.family = family;
    }

    /** The target of this URL; a constant where there is nothing to recognise. Never throws. */
    public static JdbcTarget of(@Nullable String url) {
        if (url == null || !url.regionMatches(true, 0, "jdbc:", 0, 5)) {
            return url == null ? UNKNOWN : store(url);
        }
        int end = url.indexOf(':', 5);
        String word = end < 0 ? url.substring(5) : url.substring(5, end);
        DriverFamily family = DriverFamily.ofWord(word);
        if (family == null) {
            return UNKNOWN;
        }
        String scheme = "jdbc:" + word.toLowerCase(Locale.ROOT);
        String rest = end < 0 ? "" : url.substring(end + 1);
        String place;
        switch (family) {
            case ORACLE:
                place = JdbcUrls.oracle(rest);
                break;
            case SQL_SERVER:
                place = JdbcUrls.sqlServer(rest);
                break;
            case DERBY:
            case H2:
                place = JdbcUrls.embedded(rest);
                break;
            default:
                place = JdbcUrls.generic(rest);
        }
        if (place.isEmpty() || place.length() > MAX_NAME) {
            return new JdbcTarget(scheme, word.toLowerCase(Locale.ROOT), family);
        }
        return new JdbcTarget(scheme + ':' + place, place.startsWith("//") ? place.substring(2) : place, family);
    }

    /** Of {@code mongodb:} or {@code redis:} and an address as their clients print it. */
    private static JdbcTarget store(String url) {
        for (String scheme : STORES) {
            if (url.startsWith(scheme)) {
                String place = StoreAddress.of(url.substring(scheme.length()));
                String word = scheme.substring(0, scheme.length() - 1);
                return place.isEmpty() || place.length() > MAX_NAME
                        ? new JdbcTarget(word, word, DriverFamily.OTHER)
                        : new JdbcTarget(scheme + "//" + place, place, DriverFamily.OTHER);
            }
        }
        return UNKNOWN;
    }

    /** The URL's harmless part, for labels and people. */
    public String name() {
        return name;
    }

    /** The same without scheme: {@code db:3306/hive}. */
    public String place() {
        return place;
    }

    DriverFamily family() {
        return family;
    }

    @Override
    public String toString() {
        return name;
    }
}
