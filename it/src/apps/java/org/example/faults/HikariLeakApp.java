package org.example.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;

/**
 * Holds a connection until HikariCP calls that a leak, gives it back all the same, and prints what HikariCP logged of it, without what
 * changes from run to run. Arguments: URL, user, password.
 */
public final class HikariLeakApp {
    /** The shortest that HikariCP takes. */
    private static final int THRESHOLD_MILLIS = 2_000;

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    public static void main(String[] arguments) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, UTF_8)); // where the log goes
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(arguments[2]);
        config.setMaximumPoolSize(1);
        config.setPoolName("orders");
        config.setLeakDetectionThreshold(THRESHOLD_MILLIS);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            try (Connection leaked = borrow(pool)) {
                await(log, "leak detection triggered");
                console.println("still usable: " + !leaked.isClosed());
            }
            await(log, "(unleaked)");
        }
        console.print(log.toString(UTF_8).replaceAll("@[0-9a-f]+", "@N"));
        console.println("done");
        System.exit(0);
    }

    /** A frame that the log must name. */
    private static Connection borrow(HikariDataSource pool) throws Exception {
        return pool.getConnection();
    }

    private static void await(ByteArrayOutputStream log, String words) throws Exception {
        while (!log.toString(UTF_8).contains(words)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private HikariLeakApp() {}
}
