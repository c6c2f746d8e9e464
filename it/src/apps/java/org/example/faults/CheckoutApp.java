package org.example.faults;

import com.sun.management.ThreadMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Checks a pooled connection out and gives it back, over and over, and prints how many bytes one round allocated on this thread.
 * Arguments: rounds to warm up, rounds to count.
 */
public final class CheckoutApp {
    /** Where others could see it, as they can see a connection in use; else the compiler may do without the pool's proxy object. */
    private static volatile Connection held;

    public static void main(String[] arguments) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new StubDataSource());
        config.setMaximumPoolSize(2);
        config.setPoolName("orders");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        try (HikariDataSource pool = new HikariDataSource(config)) {
            checkOut(pool, Integer.parseInt(arguments[0]));
            int rounds = Integer.parseInt(arguments[1]);
            threads.getThreadAllocatedBytes(self); // once for what the call itself allocates at first
            long before = threads.getThreadAllocatedBytes(self);
            checkOut(pool, rounds);
            long bytes = threads.getThreadAllocatedBytes(self) - before;
            System.out.println("bytesPerCheckout=" + (double) bytes / rounds);
        }
    }

    private static void checkOut(HikariDataSource pool, int rounds) throws SQLException {
        for (int i = 0; i < rounds; i++) {
            try (Connection connection = pool.getConnection()) {
                held = connection;
                if (held.isClosed()) {
                    throw new SQLException("the pool handed out a closed connection");
                }
            }
        }
    }

    private CheckoutApp() {}
}
