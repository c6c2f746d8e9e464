package dev.firstfault.it.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.example.faults.StubDataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a pooled checkout and its return cost? Its twin is the same in a JVM that carries the agent; the difference is ours. The
 * connections lead nowhere, so nothing hides it: in a real program it stands beside a statement's round trip.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CheckoutBenchmark {
    private HikariDataSource pool;

    @Setup
    public void openPool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new StubDataSource());
        config.setMaximumPoolSize(10);
        config.setPoolName("orders");
        pool = new HikariDataSource(config);
    }

    @TearDown
    public void closePool() {
        pool.close();
    }

    /** The caller gets the connection to see, as a program that uses it does; else the compiler may not make one. */
    @Benchmark
    public Connection checkoutAndReturn() throws SQLException {
        Connection connection = pool.getConnection();
        connection.close();
        return connection;
    }
}
