package org.example.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Handles secrets as careless programs do. Arguments: a password, then JDBC URLs with it. Connects to each, once alone and once through a
 * pool; lets a thread die of an exception that has them all in its message; prints {@code ready} and waits.
 */
public final class SecretsApp {
    public static void main(String[] arguments) throws Exception {
        StringBuilder all = new StringBuilder("cannot go on:");
        for (int i = 1; i < arguments.length; i++) {
            String url = arguments[i];
            all.append(' ').append(url);
            try (Connection connection = DriverManager.getConnection(url)) {
                System.out.println("connected " + connection.getMetaData().getDatabaseProductName());
            } catch (SQLException failed) {
                System.out.println("failed " + failed.getSQLState());
            }
            connectThroughPool(url, arguments[0]);
        }
        all.append(" with password=").append(arguments[0]);
        Thread dying = new Thread(() -> {
            throw new IllegalStateException(all.toString());
        });
        dying.start();
        dying.join();
        System.out.println("ready");
        TimeUnit.DAYS.sleep(1);
    }

    private static void connectThroughPool(String url, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("somebody");
        config.setPassword(password);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(250);
        config.setInitializationFailTimeout(-1);
        HikariDataSource pool = new HikariDataSource(config); // never closed: it is to be seen in a scrape
        try (Connection connection = pool.getConnection()) {
            System.out.println("pooled " + connection.isClosed());
        } catch (SQLException failed) {
            System.out.println("failed " + failed.getSQLState());
        }
    }

    private SecretsApp() {}
}
