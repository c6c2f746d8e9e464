package org.example.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Initialises again and again while the database refuses it, and every failed attempt stays in memory. Arguments: URL, user, password,
 * MB per attempt, ms between attempts.
 */
public final class RefusedRetryLeakApp {
    private static final List<Attempt> failedAttempts = new ArrayList<>();

    public static void main(String[] arguments) {
        int megabytes = Integer.parseInt(arguments[3]);
        Pace pace = Pace.everyMillis(Long.parseLong(arguments[4]));
        System.out.println("ready");
        while (true) {
            Attempt attempt = new Attempt(megabytes);
            try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
                System.out.println("connected " + !connection.isClosed());
                return;
            } catch (SQLException refused) {
                failedAttempts.add(attempt);
            }
            pace.await();
        }
    }

    /** What initialisation had built before it asked for a connection. */
    private static final class Attempt {
        final List<byte[]> parts = new ArrayList<>();

        Attempt(int megabytes) {
            for (int i = 0; i < megabytes * 16; i++) {
                parts.add(new byte[64 * 1024]);
            }
        }
    }

    private RefusedRetryLeakApp() {}
}
