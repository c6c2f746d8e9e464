package org.example.faults;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Executes one prepared statement over and over, on a database in memory, and prints how many bytes one execution allocated on this
 * thread. Arguments: rounds to warm up, rounds to count.
 */
public final class ExecuteApp {
    public static void main(String[] arguments) throws SQLException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:orders")) {
            connection.createStatement().execute("create table t (id int primary key, v int)");
            connection.createStatement().execute("insert into t values (1, 0)");
            try (PreparedStatement update = connection.prepareStatement("update t set v = ? where id = 1")) {
                execute(update, Integer.parseInt(arguments[0]));
                int rounds = Integer.parseInt(arguments[1]);
                threads.getThreadAllocatedBytes(self); // once for what the call itself allocates at first
                long before = threads.getThreadAllocatedBytes(self);
                execute(update, rounds);
                long bytes = threads.getThreadAllocatedBytes(self) - before;
                System.out.println("bytesPerExecution=" + (double) bytes / rounds);
            }
        }
    }

    private static void execute(PreparedStatement update, int rounds) throws SQLException {
        for (int i = 0; i < rounds; i++) {
            update.setInt(1, 7);
            if (update.executeUpdate() != 1) {
                throw new SQLException("nothing was updated");
            }
        }
    }

    private ExecuteApp() {}
}
