package org.example.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Executes statements of every form, and provokes one failure of every kind, counting itself what it does: it prints how many there were
 * in all and how many failed for which reason, and stays. Arguments: URL, user, password.
 */
public final class StatementsApp {
    private final String url;
    private final String user;
    private final String password;
    private final boolean mariaDb;
    private final AtomicInteger executions = new AtomicInteger();
    private final Map<String, Integer> failures = Collections.synchronizedMap(new TreeMap<>());

    private StatementsApp(String[] arguments) {
        url = arguments[0];
        user = arguments[1];
        password = arguments[2];
        mariaDb = !url.startsWith("jdbc:postgresql:");
    }

    public static void main(String[] arguments) throws Exception {
        StatementsApp app = new StatementsApp(arguments);
        try (Connection connection = app.connect("")) {
            app.forms(connection);
            app.rows(connection);
            app.rowByRow(connection);
            app.constraint(connection);
            app.mistake(connection);
            app.readOnly(connection);
            app.queryTimeout(connection);
        }
        app.socketTimeout();
        app.lockTimeout();
        app.deadlock();
        app.killed();
        System.out.println("failures " + app.failures);
        System.out.println("executions " + app.executions);
        try (Connection connection = app.connect("");
                Statement statement = connection.createStatement()) {
            System.out.println("hanging");
            app.sleep(statement, 600);
        }
    }

    private Connection connect(String option) throws SQLException {
        String separator = option.isEmpty() ? "" : url.contains("?") ? "&" : "?";
        return DriverManager.getConnection(url + separator + option, user, password);
    }

    /** Counts the call that follows. */
    private <T> T counted(T statement) {
        executions.incrementAndGet();
        return statement;
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** Runs what must fail. */
    private void failing(String reason, Work work) {
        try {
            work.run();
        } catch (SQLException expected) {
            failures.merge(reason, 1, Integer::sum);
            return;
        }
        throw new IllegalStateException("nothing failed for " + reason);
    }

    private void forms(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            counted(statement).execute("drop table if exists st");
            counted(statement).executeUpdate("create table st (id int primary key, v varchar(100))");
            counted(statement).executeUpdate("insert into st values (1, 'one')", Statement.RETURN_GENERATED_KEYS);
            for (int i = 2; i < 12; i++) {
                statement.addBatch("insert into st values (" + i + ", 'S3CRET')");
            }
            counted(statement).executeBatch();
            counted(statement).executeQuery("select v from st where id = 1").close();
            counted(statement).execute("select v from st where id = 2");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into st (id, v) values (?, ?)")) {
            for (int i = 100; i < 110; i++) {
                insert.setInt(1, i);
                insert.setString(2, "S3CRET");
                counted(insert).executeUpdate();
            }
            for (int batch = 0; batch < 3; batch++) {
                for (int i = 0; i < 20; i++) {
                    insert.setInt(1, 1_000 + 20 * batch + i);
                    insert.setString(2, "S3CRET");
                    insert.addBatch();
                }
                counted(insert).executeBatch();
            }
        }
        try (PreparedStatement select = connection.prepareStatement("select v from st where id = ?")) {
            select.setInt(1, 1);
            counted(select).execute();
            counted(select).executeQuery().close();
        }
        connection.setAutoCommit(false);
        try (PreparedStatement update = connection.prepareStatement("update st set v = ? where id = ?")) {
            update.setString(1, "S3CRET");
            update.setInt(2, 1);
            counted(update).executeLargeUpdate();
        }
        connection.commit();
        connection.rollback();
        connection.setAutoCommit(true);
        if (!connection.isValid(1)) {
            throw new IllegalStateException("connection is not valid");
        }
    }

    /** A result of 5,000 rows. */
    private void rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            counted(statement).execute("drop table if exists st_rows");
            counted(statement).execute("create table st_rows (n int)");
            StringBuilder sql = new StringBuilder("insert into st_rows values (0)");
            for (int i = 1; i < 5_000; i++) {
                sql.append(", (").append(i).append(')');
            }
            counted(statement).executeUpdate(sql.toString());
            int read = 0;
            try (ResultSet all = counted(statement).executeQuery("select n from st_rows")) {
                while (all.next()) {
                    read++;
                }
            }
            if (read != 5_000) {
                throw new IllegalStateException(read + " rows");
            }
        }
    }

    /** The same small query for each of many rows. */
    private void rowByRow(Connection connection) throws SQLException {
        for (int i = 0; i < 300; i++) {
            try (PreparedStatement one = connection.prepareStatement("select n from st_rows where n = ?")) {
                one.setInt(1, i);
                counted(one).executeQuery().close();
            }
        }
    }

    private void constraint(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into st (id, v) values (?, 'S3CRET')")) {
            insert.setInt(1, 1);
            failing("constraint", () -> counted(insert).executeUpdate());
        }
    }

    private void mistake(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            failing("other", () -> counted(statement).executeQuery("select nothing from st where v = 'S3CRET'"));
        }
    }

    private void readOnly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            counted(statement).execute("start transaction read only");
            failing("read-only", () -> counted(statement).executeUpdate("update st set v = 'x' where id = 1"));
            statement.execute("rollback"); // the end of a transaction is no statement
        }
    }

    private void queryTimeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            failing("timed-out", () -> sleep(statement, 20));
        }
    }

    private void socketTimeout() throws SQLException {
        String option = mariaDb ? "socketTimeout=1500" : "socketTimeout=2"; // milliseconds there, seconds here
        try (Connection connection = connect(option);
                Statement statement = connection.createStatement()) {
            failing("timed-out", () -> sleep(statement, 20));
        }
    }

    private void sleep(Statement statement, int seconds) throws SQLException {
        counted(statement).execute(mariaDb ? "select sleep(" + seconds + ")" : "select pg_sleep(" + seconds + ")");
    }

    private void lockTimeout() throws SQLException {
        try (Connection holder = connect("");
                Connection waiter = connect("");
                Statement locks = holder.createStatement();
                Statement waits = waiter.createStatement()) {
            holder.setAutoCommit(false);
            counted(locks).executeUpdate("update st set v = 'held' where id = 1");
            counted(waits).execute(mariaDb ? "set session innodb_lock_wait_timeout = 1" : "set lock_timeout = 1000");
            failing("lock-timeout", () -> counted(waits).executeUpdate("update st set v = 'mine' where id = 1"));
            holder.rollback();
        }
    }

    private void deadlock() throws Exception {
        CountDownLatch bothHold = new CountDownLatch(2);
        AtomicInteger victims = new AtomicInteger();
        Thread other = new Thread(() -> lockBoth(2, 1, bothHold, victims), "deadlock-other");
        other.start();
        lockBoth(1, 2, bothHold, victims);
        other.join();
        failures.merge("deadlock", victims.get(), Integer::sum);
    }

    private void lockBoth(int first, int second, CountDownLatch bothHold, AtomicInteger victims) {
        try (Connection connection = connect("");
                PreparedStatement update = connection.prepareStatement("update st set v = 'x' where id = ?")) {
            connection.setAutoCommit(false);
            update.setInt(1, first);
            counted(update).executeUpdate();
            bothHold.countDown();
            bothHold.await(10, TimeUnit.SECONDS);
            update.setInt(1, second);
            try {
                counted(update).executeUpdate();
            } catch (SQLException victim) {
                victims.incrementAndGet();
            }
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A session that another one ends while it works: to the one who works, cancelled or lost. */
    private void killed() throws Exception {
        try (Connection victim = connect("");
                Connection killer = connect("");
                Statement works = victim.createStatement();
                Statement kills = killer.createStatement()) {
            long id;
            try (ResultSet row =
                    counted(works).executeQuery(mariaDb ? "select connection_id()" : "select pg_backend_pid()")) {
                row.next();
                id = row.getLong(1);
            }
            Thread later = new Thread(() -> kill(kills, id), "killer");
            later.start();
            failing("killed", () -> sleep(works, 20));
            later.join();
        }
    }

    private void kill(Statement statement, long id) {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
            counted(statement).execute(mariaDb ? "kill " + id : "select pg_terminate_backend(" + id + ")");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
