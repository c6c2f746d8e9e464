package org.example.faults;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.sql.DataSource;

/**
 * Prints how a pool behaves where a hook could show: exceptions, interrupts, what is handed out, what JMX says. Arguments: library, URL,
 * user, password.
 */
public final class PoolManners {
    private static final int SIZE = 2;

    public static void main(String[] arguments) throws Exception {
        CountingDriver.standBefore(arguments[1]);
        PooledDataSource pool =
                PooledDataSource.open(arguments[0], "orders", arguments[1], arguments[2], arguments[3], SIZE);
        DataSource source = pool.source();
        while (!refusal(source).equals("a connection")) {
            Thread.yield(); // on a busy machine the first connection takes longer than a checkout may
        }
        whatIsHandedOut(source);
        List<Connection> held = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            held.add(source.getConnection());
        }
        say("timeout", refusal(source));
        interrupt(source);
        for (Connection connection : held) {
            connection.close();
        }
        say("after", "a connection again: " + worksAgain(source));
        whatJmxSays();
        pool.close();
        say("closed", refusal(source));
        say("opened", String.valueOf(CountingDriver.opened.get() > 0));
        System.out.println("done");
        System.exit(0);
    }

    @SuppressWarnings("SelfEquals") // a proxy may well say no
    private static void whatIsHandedOut(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        say("handed out", connection.getClass().getName().replaceAll("[0-9]+", "N"));
        say("interfaces", interfaces(connection.getClass()));
        say("wraps a connection", wraps(connection));
        say("equal to itself", String.valueOf(connection.equals(connection)));
        connection.close();
        connection.close();
        say("closed twice", String.valueOf(connection.isClosed()));
        try {
            connection.createStatement();
            say("used after close", "works");
        } catch (SQLException refused) {
            say("used after close", words(refused));
        }
    }

    private static String wraps(Connection connection) {
        try {
            return connection.isWrapperFor(Connection.class)
                    + ", "
                    + connection.unwrap(Connection.class).getClass().getName().replaceAll("[0-9]+", "N");
        } catch (SQLException | RuntimeException | AbstractMethodError refused) {
            return words(refused);
        }
    }

    private static String interfaces(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> face : each.getInterfaces()) {
                names.add(face.getName());
            }
        }
        return names.toString();
    }

    private static void interrupt(DataSource source) throws InterruptedException {
        AtomicReference<String> seen = new AtomicReference<>();
        Thread waiter = new Thread(() -> {
            String refusal = refusal(source);
            seen.set(refusal + ", interrupted: " + Thread.currentThread().isInterrupted());
        });
        waiter.start();
        while (waiter.getState() != Thread.State.TIMED_WAITING && waiter.getState() != Thread.State.WAITING) {
            Thread.yield();
        }
        waiter.interrupt();
        waiter.join();
        say("interrupted", seen.get());
    }

    private static String refusal(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection == null ? "null" : "a connection";
        } catch (SQLException | RuntimeException refused) {
            return words(refused);
        }
    }

    private static boolean worksAgain(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        }
    }

    private static void whatJmxSays() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Set<String> all = new TreeSet<>();
        for (ObjectName bean : server.queryNames(null, null)) {
            if (bean.getDomain().startsWith("java.") || bean.getDomain().equals("JMImplementation")) {
                continue;
            }
            if (bean.getDomain().startsWith("com.sun.management")
                    || bean.getDomain().startsWith("jdk.")) {
                continue;
            }
            Set<String> attributes = new TreeSet<>();
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
                attributes.add(attribute.getName());
            }
            all.add(bean.getDomain() + " " + attributes);
        }
        say("JMX", all.toString());
    }

    /** What of an exception does not change from run to run. */
    private static String words(Throwable thrown) {
        StringBuilder words = new StringBuilder();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            String state = each instanceof SQLException ? ((SQLException) each).getSQLState() : "-";
            String message = String.valueOf(each.getMessage()).replaceAll("@[0-9a-f]+|identityToken -> [^,\\]]+", "@N");
            words.append(each.getClass().getName())
                    .append('|')
                    .append(state)
                    .append('|')
                    .append(message.replaceAll("[0-9]+", "N"))
                    .append(" <- ");
        }
        return words.toString();
    }

    private static void say(String what, String answer) {
        System.out.println(what + ": " + answer);
    }

    private PoolManners() {}
}
