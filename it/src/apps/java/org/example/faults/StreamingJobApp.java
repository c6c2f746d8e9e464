package org.example.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import scala.concurrent.Await;
import scala.concurrent.Promise;
import scala.concurrent.duration.Duration;
import scala.util.Success;

/**
 * A streaming job in miniature: in every batch, a writer reads each row and writes it back, one statement after the other;
 * the thread that runs the batches awaits the writer, for as long as that takes. Arguments: URL, user, password, rows of a
 * batch.
 */
public final class StreamingJobApp {
    private final HikariDataSource pool;
    private final int rows;
    private final ExecutorService writers = Executors.newFixedThreadPool(2, work -> new Thread(work, "row-writer"));

    private StreamingJobApp(HikariDataSource pool, int rows) {
        this.pool = pool;
        this.rows = rows;
    }

    public static void main(String[] arguments) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(arguments[2]);
        config.setMaximumPoolSize(4);
        config.setPoolName("sink");
        StreamingJobApp job = new StreamingJobApp(new HikariDataSource(config), Integer.parseInt(arguments[3]));
        new Thread(job::runBatches, "streaming-job-executor-0").start();
    }

    private void runBatches() {
        try {
            for (int batch = 1; true; batch++) {
                runBatch();
                System.out.println("batch " + batch);
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException | TimeoutException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void runBatch() throws InterruptedException, TimeoutException {
        Promise<Integer> written = Promise.apply();
        writers.execute(() -> written.tryComplete(new Success<>(writeRows())));
        Await.ready(written.future(), Duration.Inf());
    }

    private int writeRows() {
        int done = 0;
        try (Connection connection = pool.getConnection();
                PreparedStatement read = connection.prepareStatement("select amount from totals where id = ?");
                PreparedStatement write = connection.prepareStatement("update totals set amount = ? where id = ?")) {
            for (int row = 0; row < rows; row++) {
                read.setInt(1, row);
                try (ResultSet total = read.executeQuery()) {
                    write.setInt(1, total.next() ? total.getInt(1) + 1 : 0);
                }
                write.setInt(2, row);
                done += write.executeUpdate();
            }
        } catch (SQLException failed) {
            System.out.println("failed " + failed.getMessage());
        }
        return done;
    }
}
