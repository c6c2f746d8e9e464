package org.example.faults;

import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Puts a known load on a pool and prints what it counted itself. Arguments: library, URL, user, password, a file that the test creates when
 * it has seen enough, after the first checkout and while all connections are held.
 */
public final class PoolContractApp {
    private static final int SIZE = 3;
    private static final int THREADS = 8;
    private static final int ROUNDS = 50;
    private static final int WAITERS = 4;

    private static final AtomicInteger checkouts = new AtomicInteger();
    private static final AtomicInteger refusals = new AtomicInteger();
    private static final AtomicLong waitNanos = new AtomicLong();

    public static void main(String[] arguments) throws Exception {
        String url = arguments[1];
        CountingDriver.standBefore(url);
        PooledDataSource pool = PooledDataSource.open(arguments[0], "orders", url, arguments[2], arguments[3], SIZE);
        while (checkouts.get() == 0) {
            tryToCheckOut(pool.source()); // makes the pool and loads classes: not a time to compare
        }
        waitNanos.set(0);
        System.out.println("warm");
        File seen = new File(arguments[4]);
        while (!seen.delete()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        contend(pool.source());
        exhaust(pool.source(), seen);
        System.out.println("checkouts=" + checkouts);
        System.out.println("timeouts=" + refusals);
        System.out.println("attempts=" + (checkouts.get() + refusals.get()));
        System.out.println("waitSeconds=" + waitNanos.get() / 1e9);
        PooledDataSource broken =
                PooledDataSource.open(arguments[0], "broken", url + "_missing", arguments[2], arguments[3], 1);
        tryToCheckOut(broken.source());
        broken.close();
        pool.close();
        System.out.println("opened=" + CountingDriver.opened);
        System.out.println("failed=" + CountingDriver.failed);
        System.out.println("counted");
        Thread.sleep(TimeUnit.MINUTES.toMillis(1));
        System.exit(0);
    }

    /** More threads than connections: most of them wait. */
    private static void contend(DataSource pool) throws InterruptedException {
        run(THREADS, () -> {
            for (int i = 0; i < ROUNDS; i++) {
                try (Connection held = checkOut(pool);
                        Statement statement = held.createStatement()) {
                    statement.execute("select 1");
                    TimeUnit.MILLISECONDS.sleep(15);
                } catch (SQLException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    /** All connections are held, and more threads wait in vain than there are connections. */
    private static void exhaust(DataSource pool, File seen) throws SQLException, InterruptedException {
        List<Connection> held = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            held.add(checkOut(pool));
        }
        System.out.println("exhausted");
        while (!seen.exists()) {
            run(WAITERS, () -> tryToCheckOut(pool));
        }
        for (Connection connection : held) {
            connection.close();
        }
    }

    private static void tryToCheckOut(DataSource pool) {
        try {
            checkOut(pool).close();
        } catch (SQLException expected) {
            // counted
        }
    }

    private static Connection checkOut(DataSource pool) throws SQLException {
        long start = System.nanoTime();
        try {
            Connection connection = pool.getConnection();
            checkouts.incrementAndGet();
            return connection;
        } catch (SQLException refused) {
            refusals.incrementAndGet();
            throw refused;
        } finally {
            waitNanos.addAndGet(System.nanoTime() - start);
        }
    }

    private static void run(int threads, Runnable work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(
                            () -> {
                                try {
                                    work.run();
                                } finally {
                                    done.countDown();
                                }
                            },
                            "worker-" + i)
                    .start();
        }
        done.await();
    }

    private PoolContractApp() {}
}
