package org.example.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * Threads that check a connection out, ask the database something, hold the connection a while and give it back. Arguments: URL, user,
 * password, pool size, threads, ms of holding, pool name.
 */
public final class HikariLoadApp {
    public static void main(String[] arguments) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(arguments[2]);
        config.setMaximumPoolSize(Integer.parseInt(arguments[3]));
        config.setConnectionTimeout(2_000);
        config.setPoolName(arguments[6]);
        HikariDataSource pool = new HikariDataSource(config);
        long holdMillis = Long.parseLong(arguments[5]);
        for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
            new Thread(() -> work(pool, holdMillis), "worker-" + i).start();
        }
        System.out.println("ready");
    }

    private static void work(HikariDataSource pool, long holdMillis) {
        while (true) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
                TimeUnit.MILLISECONDS.sleep(holdMillis);
            } catch (SQLException failed) {
                System.out.println("failed " + failed.getMessage());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private HikariLoadApp() {}
}
