package org.example.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Connects, says what came of it, and ends with exit code 1 if no attempt worked. Arguments: URL, user, password, attempts (0: without
 * end), ms between attempts.
 */
public final class ConnectApp {
    public static void main(String[] arguments) {
        int attempts = Integer.parseInt(arguments[3]);
        Pace pace = Pace.everyMillis(Long.parseLong(arguments[4]));
        System.out.println("ready");
        for (int attempt = 1; attempts == 0 || attempt <= attempts; attempt++) {
            try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
                System.out.println("connected " + connection.getMetaData().getDatabaseProductVersion());
                return;
            } catch (SQLException failed) {
                System.out.println(
                        "failed " + failed.getSQLState() + " " + failed.getErrorCode() + " " + failed.getMessage());
            }
            pace.await();
        }
        System.exit(1);
    }

    private ConnectApp() {}
}
