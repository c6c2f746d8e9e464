package dev.firstfault.collectors.jdbc;

import java.lang.reflect.Field;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of a statement and of its connection, read from the drivers' fields: their getters wait for the lock that
 * a running execution holds. Only when something is reported.
 */
final class TimeLimits {

    /** Not known. */
    static final int UNKNOWN = -1;

    /** From the statement; MariaDB 2 and 3, MySQL 5.1, MySQL 8 on, PostgreSQL, Derby, Derby's client, H2. */
    private static final Path[] OF_STATEMENT = {
        new Path("queryTimeout", 1_000),
        new Path("timeoutInMillis", 1),
        new Path("query.timeoutInMillis", 1),
        new Path("timeout", 1),
        new Path("timeoutMillis", 1),
        new Path("timeout_", 1_000),
        new Path("conn.queryTimeoutCache", 1_000),
    };

    /** From the statement too: MariaDB 2, MariaDB 3, MySQL 5.1, MySQL 8 on, PostgreSQL. */
    private static final Path[] OF_CONNECTION = {
        new Path("protocol.socket", 1),
        new Path("con.client.socket", 1),
        new Path("connection.io.mysqlConnection", 1),
        new Path("connection.session.protocol.socketConnection.mysqlSocket", 1),
        new Path("connection.queryExecutor.pgStream.connection", 1),
    };

    private TimeLimits() {}

    /** Milliseconds; 0 where none is set, or it is not known. */
    static int ofStatement(Object statement) {
        return Math.max(0, first(OF_STATEMENT, statement));
    }

    /** Milliseconds of the connection's reads; 0 where none is set, {@link #UNKNOWN} where it is not known. */
    static int ofConnection(Object statement) {
        return first(OF_CONNECTION, statement);
    }

    private static int first(Path[] paths, Object statement) {
        for (Path path : paths) {
            int millis = path.millis(statement);
            if (millis != UNKNOWN) {
                return millis;
            }
        }
        return UNKNOWN;
    }

    /** Names of fields that lead from an object to a number or a socket. */
    private static final class Path {

        private final String[] names;
        private final int millisEach;

        private Path(String names, int millisEach) {
            this.names = names.split("\\.", -1);
            this.millisEach = millisEach;
        }

        private int millis(Object from) {
            Object at = from;
            try {
                for (String name : names) {
                    Field field = at == null ? null : field(at.getClass(), name);
                    if (at == null || field == null) {
                        return UNKNOWN;
                    }
                    field.setAccessible(true);
                    at = field.get(at);
                }
                if (at instanceof Socket) {
                    return ((Socket) at).getSoTimeout();
                }
                return at instanceof Number ? Change.bounded(((Number) at).longValue() * millisEach) : UNKNOWN;
            } catch (IllegalAccessException | SocketException | RuntimeException closedOrNotOpenToUs) {
                return UNKNOWN; // RuntimeException: what a module does not open
            }
        }

        private static @Nullable Field field(Class<?> type, String name) {
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                for (Field field : at.getDeclaredFields()) {
                    if (field.getName().equals(name)) {
                        return field;
                    }
                }
            }
            return null;
        }
    }
}
