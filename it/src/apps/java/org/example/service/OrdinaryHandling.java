package org.example.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** What the service does when all is well: two short statements, or one for a report, within one checkout. */
final class OrdinaryHandling implements Handling {
    private final List<DataSource> pools;
    private final Shop shop;
    private final long holdMillis;
    private final boolean reserves;
    private final AtomicInteger next = new AtomicInteger();

    OrdinaryHandling(List<DataSource> pools, Shop shop, Settings settings) {
        this.pools = pools;
        this.shop = shop;
        this.holdMillis = settings.number("hold-ms", 2);
        this.reserves = settings.text("reserve", "no").equals("yes");
    }

    Shop shop() {
        return shop;
    }

    Connection connect() throws SQLException {
        return pools.get(Math.floorMod(next.getAndIncrement(), pools.size())).getConnection();
    }

    @Override
    public void handle(Request request) throws SQLException, InterruptedException {
        try (Connection connection = connect()) {
            handle(request, connection);
        }
    }

    void handle(Request request, Connection connection) throws SQLException, InterruptedException {
        switch (request.kind) {
            case LOOKUP:
                shop.customer(connection, request.customer);
                work();
                shop.orders(connection, request.customer);
                break;
            case ORDER:
                if (reserves) {
                    shop.reserve(connection);
                }
                inTransaction(connection, () -> {
                    shop.order(connection, request.customer, "new");
                    work();
                    shop.charge(connection, request.customer);
                });
                break;
            case REPORT:
                work();
                shop.report(connection);
                break;
        }
    }

    private void work() throws InterruptedException {
        if (holdMillis > 0) {
            TimeUnit.MILLISECONDS.sleep(holdMillis);
        }
    }

    /** Statements that succeed or fail together. */
    interface Statements {
        void run() throws SQLException, InterruptedException;
    }

    static void inTransaction(Connection connection, Statements statements) throws SQLException, InterruptedException {
        connection.setAutoCommit(false);
        boolean complete = false;
        try {
            statements.run();
            connection.commit();
            complete = true;
        } finally {
            if (complete) {
                connection.setAutoCommit(true);
            } else {
                giveUp(connection);
            }
        }
    }

    private static void giveUp(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException ignored) {
            // what failed before says more, and is on its way up
        }
    }
}
