package org.example.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Is refused by the database, which it takes well, and leaks, which has nothing to do with it: two threads that share nothing. Arguments:
 * URL, user, password, ms between attempts, KB leaked per beat, ms between beats.
 */
public final class RefusalsBesideLeakApp {
    private static final List<byte[]> retained = new ArrayList<>();

    public static void main(String[] arguments) {
        Thread refused = new Thread(
                () -> keepAsking(arguments[0], arguments[1], arguments[2], Long.parseLong(arguments[3])),
                "asks-database");
        refused.setDaemon(true);
        refused.start();
        int bytes = Integer.parseInt(arguments[4]) * 1024;
        Pace pace = Pace.everyMillis(Long.parseLong(arguments[5]));
        System.out.println("ready");
        while (true) {
            byte[] passing = new byte[bytes];
            byte[] kept = new byte[bytes];
            kept[0] = passing[0];
            retained.add(kept);
            pace.await();
        }
    }

    private static void keepAsking(String url, String user, String password, long intervalMillis) {
        Pace pace = Pace.everyMillis(intervalMillis);
        while (true) {
            try (Connection connection = DriverManager.getConnection(url, user, password)) {
                System.out.println("connected " + !connection.isClosed());
            } catch (SQLException refused) {
                System.out.println("refused"); // and that is all: nothing is kept
            }
            pace.await();
        }
    }

    private RefusalsBesideLeakApp() {}
}
