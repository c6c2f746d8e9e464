package org.example.service;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The ways in which the service can do its work wrongly. {@code share} is percent of requests, {@code millis} and {@code count} say how badly. */
final class Mishaps {
    private final Settings settings;
    private final OrdinaryHandling ordinary;
    private final Service service;
    private final int share;
    private final long millis;
    private final int count;
    private final List<DataSource> neverClosed = new ArrayList<>();
    private final Object stock = new Object();
    private final Object prices = new Object();

    Mishaps(Settings settings, OrdinaryHandling ordinary, Service service) {
        this.settings = settings;
        this.ordinary = ordinary;
        this.service = service;
        this.share = settings.number("share", 100);
        this.millis = settings.number("millis", 0);
        this.count = settings.number("count", 1);
    }

    /** How requests are handled once it goes wrong. */
    Handling named(String name) {
        switch (name) {
            case "none":
                return ordinary;
            case "forget":
                return sometimes(this::forget);
            case "linger":
                return sometimes(this::linger);
            case "row-by-row":
                return sometimes(this::rowByRow);
            case "own-pool":
                return sometimes(this::ownPool);
            case "unpooled":
                return sometimes(this::unpooled);
            case "crossed-rows":
                return sometimes(this::crossedRows);
            case "crossed-locks":
                return sometimes(this::crossedLocks);
            case "one-lock":
                return sometimes(this::oneLock);
            case "ask-colleague":
                return sometimes(this::askColleague);
            case "everything":
                return sometimes(this::everything);
            case "impatient":
                return sometimes(this::impatient);
            case "indigestible":
                Service.daemon("importer", this::indigestible);
                return ordinary;
            case "nightly":
                Service.daemon("nightly", this::nightly);
                return ordinary;
            default:
                throw new IllegalArgumentException("no mishap " + name);
        }
    }

    private Handling sometimes(Handling wrong) {
        return request -> {
            if (ThreadLocalRandom.current().nextInt(100) < share) {
                wrong.handle(request);
            } else {
                ordinary.handle(request);
            }
        };
    }

    /** The connection is not given back. */
    private void forget(Request request) throws SQLException, InterruptedException {
        ordinary.handle(request, ordinary.connect());
    }

    /** Does something else within a transaction. */
    private void linger(Request request) throws SQLException, InterruptedException {
        try (Connection connection = ordinary.connect()) {
            OrdinaryHandling.inTransaction(connection, () -> {
                ordinary.shop().order(connection, request.customer, "slow");
                TimeUnit.MILLISECONDS.sleep(millis);
                ordinary.shop().customer(connection, request.customer);
            });
        }
    }

    /** Asks for each customer by itself. */
    private void rowByRow(Request request) throws SQLException {
        try (Connection connection = ordinary.connect()) {
            ordinary.shop().orders(connection, request.customer);
            for (int i = 0; i < count; i++) {
                ordinary.shop().customer(connection, (request.customer + i) % Shop.CUSTOMERS);
            }
        }
    }

    /** Takes a pool of its own for the request, and forgets it. */
    private void ownPool(Request request) throws SQLException, InterruptedException {
        DataSource own = PoolChoice.open(settings);
        synchronized (neverClosed) {
            neverClosed.add(own);
        }
        try (Connection connection = own.getConnection()) {
            ordinary.handle(request, connection);
        }
    }

    /** Connects for the request alone. */
    private void unpooled(Request request) throws SQLException, InterruptedException {
        try (Connection connection =
                DriverManager.getConnection(settings.text("url"), settings.text("user"), settings.text("password"))) {
            ordinary.handle(request, connection);
        }
    }

    /** Charges two customers, in whatever order they come. */
    private void crossedRows(Request request) throws SQLException, InterruptedException {
        int one = ThreadLocalRandom.current().nextInt(count);
        int other = (one + 1 + ThreadLocalRandom.current().nextInt(count - 1)) % count;
        try (Connection connection = ordinary.connect()) {
            OrdinaryHandling.inTransaction(connection, () -> {
                ordinary.shop().charge(connection, one);
                TimeUnit.MILLISECONDS.sleep(millis);
                ordinary.shop().charge(connection, other);
            });
        }
    }

    private void crossedLocks(Request request) throws SQLException, InterruptedException {
        boolean stockFirst = request.customer % 2 == 0;
        synchronized (stockFirst ? stock : prices) {
            TimeUnit.MILLISECONDS.sleep(20);
            synchronized (stockFirst ? prices : stock) {
                ordinary.handle(request);
            }
        }
    }

    private void oneLock(Request request) throws SQLException, InterruptedException {
        synchronized (stock) {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
        ordinary.handle(request);
    }

    /** Hands a part of the work to the workers it is one of, and waits for it. */
    private void askColleague(Request request) throws SQLException, InterruptedException {
        try {
            service.workers()
                    .submit(() -> {
                        ordinary.handle(request);
                        return request;
                    })
                    .get();
        } catch (ExecutionException e) {
            throw new SQLException(e);
        }
    }

    /** Has the whole answer at once. */
    private void everything(Request request) throws SQLException {
        try (Connection connection = ordinary.connect()) {
            ordinary.shop().pairs(connection, count);
        }
    }

    /** Has less patience than the work takes. */
    private void impatient(Request request) throws SQLException {
        try (Connection connection = ordinary.connect()) {
            ordinary.shop().closeMonth(connection, count);
        }
    }

    /** A message that the database will never take, and that is tried again for ever. */
    private void indigestible() {
        StringBuilder note = new StringBuilder();
        while (note.length() < 100) {
            note.append("0123456789");
        }
        while (true) {
            try (Connection connection = ordinary.connect()) {
                ordinary.shop().order(connection, 7, note.toString());
            } catch (SQLException again) {
                // for ever
            }
            if (!slept(millis)) {
                return;
            }
        }
    }

    /** What runs once a night: touches every row there is, in one transaction for each hundred. */
    private void nightly() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < until) {
            try (Connection connection = ordinary.connect()) {
                OrdinaryHandling.inTransaction(connection, () -> {
                    try (PreparedStatement update =
                            connection.prepareStatement("update orders set note = 'seen' where customer_id = ?")) {
                        for (int id = 0; id < 100; id++) {
                            update.setInt(1, id);
                            update.addBatch();
                        }
                        update.executeBatch();
                    }
                });
            } catch (SQLException e) {
                System.out.println("nightly: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!slept(50)) {
                return;
            }
        }
        System.out.println("nightly: done");
    }

    private static boolean slept(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
