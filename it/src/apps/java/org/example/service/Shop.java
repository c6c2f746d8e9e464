package org.example.service;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The shop's tables and what is asked of them, each within a connection that the caller holds. */
final class Shop {
    static final int CUSTOMERS = 400;
    private static final int ORDERS_PER_CUSTOMER = 5;
    private static final int REGIONS = 10;

    private final AtomicLong lastOrder = new AtomicLong(System.currentTimeMillis() << 8);
    private final int limitSeconds;

    /** @param limitSeconds every statement's time limit, 0 for none */
    Shop(int limitSeconds) {
        this.limitSeconds = limitSeconds;
    }

    /** Creates what is not there yet; the stored function that reports ask belongs to the database's owner. */
    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists customers"
                    + " (id int primary key, name varchar(40), region int, balance int)");
            statement.execute("create table if not exists orders"
                    + " (id bigint primary key, customer_id int, amount int, note varchar(60))");
            try (ResultSet count = statement.executeQuery("select count(*) from customers")) {
                count.next();
                if (count.getInt(1) > 0) {
                    return;
                }
            }
            statement.execute("create index orders_by_customer on orders (customer_id)");
        }
        connection.setAutoCommit(false);
        try (PreparedStatement customer = connection.prepareStatement("insert into customers values (?, ?, ?, 0)");
                PreparedStatement order = connection.prepareStatement("insert into orders values (?, ?, ?, 'old')")) {
            for (int id = 0; id < CUSTOMERS; id++) {
                customer.setInt(1, id);
                customer.setString(2, "customer " + id);
                customer.setInt(3, id % REGIONS);
                customer.addBatch();
                for (int n = 0; n < ORDERS_PER_CUSTOMER; n++) {
                    order.setLong(1, id * (long) ORDERS_PER_CUSTOMER + n);
                    order.setInt(2, id);
                    order.setInt(3, n);
                    order.addBatch();
                }
            }
            customer.executeBatch();
            order.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    String customer(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement =
                prepare(connection, "select name, region, balance from customers where id = ?")) {
            statement.setInt(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    int orders(Connection connection, int customer) throws SQLException {
        try (PreparedStatement statement =
                prepare(connection, "select id, amount, note from orders where customer_id = ? order by id limit 20")) {
            statement.setInt(1, customer);
            try (ResultSet rows = statement.executeQuery()) {
                int total = 0;
                while (rows.next()) {
                    total += rows.getInt(2);
                }
                return total;
            }
        }
    }

    void order(Connection connection, int customer, String note) throws SQLException {
        try (PreparedStatement statement =
                prepare(connection, "insert into orders (id, customer_id, amount, note) values (?, ?, ?, ?)")) {
            statement.setLong(1, lastOrder.incrementAndGet());
            statement.setInt(2, customer);
            statement.setInt(3, 1);
            statement.setString(4, note);
            statement.executeUpdate();
        }
    }

    void charge(Connection connection, int customer) throws SQLException {
        try (PreparedStatement statement =
                prepare(connection, "update customers set balance = balance + 1 where id = ?")) {
            statement.setInt(1, customer);
            statement.executeUpdate();
        }
    }

    long report(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, "select region_total(?)")) {
            statement.setInt(1, ThreadLocalRandom.current().nextInt(REGIONS));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** What takes the database the longer, the more ask for it at the same time; whoever asks waits for a second at most. */
    void reserve(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select reserve_stock()")) {
            statement.setQueryTimeout(1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
            }
        }
    }

    /** What takes the database seconds, and whoever asks may have less patience: 0 for all the time there is. */
    void closeMonth(Connection connection, int patienceSeconds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select month_total(?)")) {
            statement.setQueryTimeout(patienceSeconds);
            statement.setInt(1, ThreadLocalRandom.current().nextInt(12));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
            }
        }
    }

    /** Every pair of orders, as many as asked for, in one answer. */
    int pairs(Connection connection, int rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select a.id, a.note, b.id, b.note, c.name from orders a cross join orders b"
                                + " cross join customers c limit " + rows);
                ResultSet answer = statement.executeQuery()) {
            int seen = 0;
            while (answer.next()) {
                seen++;
            }
            return seen;
        }
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        if (limitSeconds > 0) {
            statement.setQueryTimeout(limitSeconds);
        }
        return statement;
    }
}
