package org.example.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the database by itself: a new pool, or a new plain connection, per call, and none is ever closed. Arguments: {@code pool} or
 * {@code connection}, URL, user, password, connections per pool, ms between calls, failures until it gives up with exit code 1.
 */
public final class PoolPerCallApp {
    private static final List<Object> neverClosed = new ArrayList<>();

    public static void main(String[] arguments) {
        boolean pooled = arguments[0].equals("pool");
        int failuresLeft = Integer.parseInt(arguments[6]);
        Pace pace = Pace.everyMillis(Long.parseLong(arguments[5]));
        System.out.println("ready");
        while (failuresLeft > 0) {
            try {
                if (pooled) {
                    callWithOwnPool(arguments[1], arguments[2], arguments[3], Integer.parseInt(arguments[4]));
                } else {
                    callWithOwnConnection(arguments[1], arguments[2], arguments[3]);
                }
                System.out.println("called " + neverClosed.size());
            } catch (SQLException | RuntimeException failed) {
                failuresLeft--;
                System.out.println("failed " + failed.getMessage());
            }
            pace.await();
        }
        System.exit(1);
    }

    private static void callWithOwnPool(String url, String user, String password, int size) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(1_000);
        HikariDataSource pool = new HikariDataSource(config);
        neverClosed.add(pool);
        try (Connection connection = pool.getConnection()) {
            ask(connection);
        }
    }

    private static void callWithOwnConnection(String url, String user, String password) throws SQLException {
        Connection connection = DriverManager.getConnection(url, user, password);
        neverClosed.add(connection);
        ask(connection);
    }

    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private PoolPerCallApp() {}
}
