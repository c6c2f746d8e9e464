package org.example.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * One of several programs on one database: asks it for a sum ten times a second and, where it is told to, after some time with one thread
 * more every few seconds, each as often as it gets an answer. Arguments: URL, user, password, quiet seconds, threads to add, seconds between
 * them.
 */
public final class SharedDatabaseApp {
    public static void main(String[] arguments) throws InterruptedException {
        Thread usual = new Thread(() -> work(arguments, Pace.everyMillis(100)), "usual");
        usual.start();
        TimeUnit.SECONDS.sleep(Long.parseLong(arguments[3]));
        System.out.println("quiet time is over");
        for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
            new Thread(() -> work(arguments, Pace.everyMillis(0)), "more-" + i).start();
            TimeUnit.SECONDS.sleep(Long.parseLong(arguments[5]));
        }
        System.out.println("all threads are there");
        usual.join();
    }

    private static void work(String[] arguments, Pace pace) {
        try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
                PreparedStatement statement = connection.prepareStatement("select sum(n) from numbers where n > ?")) {
            for (int i = 0; true; i++) {
                pace.await();
                statement.setInt(1, i % 100);
                statement.executeQuery().close();
            }
        } catch (SQLException failed) {
            System.out.println("failed " + failed.getMessage());
        }
    }

    private SharedDatabaseApp() {}
}
