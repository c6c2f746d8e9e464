package dev.firstfault.collectors.jdbc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whose error codes a driver speaks, by the word after {@code jdbc:}. */
enum DriverFamily {
    MYSQL(" mysql mariadb singlestore tidb "),
    POSTGRES(" postgresql redshift edb cockroachdb yugabytedb pgsql "),
    ORACLE(" oracle "),
    SQL_SERVER(" sqlserver jtds "),
    DERBY(" derby "),
    H2(" h2 "),
    OTHER(
            " aws-wrapper clickhouse databricks db2 exa firebirdsql hive2 hsqldb ignite impala informix-sqli p6spy phoenix"
                    + " presto sap snowflake spark sqlite sybase teradata trino vertica ");

    private final String words;

    DriverFamily(String words) {
        this.words = words;
    }

    /** The family of this word, or null where the word is not a known one: it may be anything, also a secret. */
    static @Nullable DriverFamily ofWord(String word) {
        if (word.indexOf(' ') < 0) {
            String wanted = ' ' + word.toLowerCase(Locale.ROOT) + ' ';
            for (DriverFamily family : values()) {
                if (family.words.contains(wanted)) {
                    return family;
                }
            }
        }
        return null;
    }
}
