package org.example.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills its heap within a second or two of its start, in ways that look alike. Arguments: URL, user and password of a database that
 * refuses, or nothing for those that ask none; then how; MB per beat; ms between beats.
 *
 * <ul>
 *   <li>{@code even}: a little at a time, while another thread is refused, and takes it well
 *   <li>{@code steps}: in steps as far apart as another thread's attempts, which keep nothing
 *   <li>{@code late}: in such steps; the other thread is refused from the time on that half of them are done
 *   <li>{@code retry}: tries again and again what fails without a connection, and keeps what it had built
 *   <li>{@code classes}: as {@code retry}, and each attempt loads classes of its own
 * </ul>
 */
public final class YoungHeapApp {
    private static final int CLASSES_PER_ATTEMPT = 120;
    private static final int STEPS_TO_HALF = 6;
    private static final List<Object> kept = new ArrayList<>();

    private static int classes;

    public static void main(String[] arguments) throws IOException {
        int given = arguments.length - 3;
        String how = arguments[given];
        int megabytes = Integer.parseInt(arguments[given + 1]);
        int millis = Integer.parseInt(arguments[given + 2]);
        System.out.println("ready");
        if (given > 0 && !how.equals("late")) {
            askBeside(arguments, millis);
        }
        boolean even = how.equals("even");
        int parts = even ? millis / 5 : 1;
        Pace pace = Pace.everyMillis(millis / parts);
        for (int beat = 0; ; beat++) {
            if (how.equals("late") && beat == STEPS_TO_HALF) {
                askBeside(arguments, millis);
            }
            if (how.equals("classes")) {
                loadClasses();
            }
            for (int kilobytes = 0; kilobytes < megabytes * 1024 / parts; kilobytes += 64) {
                kept.add(new byte[64 * 1024]);
            }
            pace.await();
        }
    }

    private static void loadClasses() throws IOException {
        CopyingLoader loader = new CopyingLoader();
        for (int i = 0; i < CLASSES_PER_ATTEMPT; i++) {
            kept.add(loader.define(CopyingLoader.name(classes++)));
        }
    }

    private static void askBeside(String[] arguments, int millis) {
        Thread asking = new Thread(
                () -> {
                    Pace pace = Pace.everyMillis(millis);
                    while (true) {
                        try (Connection connection =
                                DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
                            System.out.println("connected " + !connection.isClosed());
                        } catch (SQLException refused) {
                            // and that is all: nothing is kept
                        }
                        pace.await();
                    }
                },
                "asks-database");
        asking.setDaemon(true);
        asking.start();
    }

    private YoungHeapApp() {}
}
