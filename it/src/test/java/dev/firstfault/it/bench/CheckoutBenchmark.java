package dev.firstfault.it.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.ConnectionFactory;
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
 * What does a pooled checkout and its return cost? The connections lead nowhere and answer at once, so that nothing but the pool is
 * measured: in a real program it stands beside a statement's round trip.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CheckoutBenchmark {
    private static final int CONNECTIONS = 10;

    /** HikariCP, which asks a connection nothing that was used half a second ago. */
    @State(Scope.Benchmark)
    public static class Hikari {
        private HikariDataSource pool;

        @Setup
        public void open() {
            HikariConfig config = new HikariConfig();
            config.setDataSource(new StubDataSource());
            config.setMaximumPoolSize(CONNECTIONS);
            config.setPoolName("orders");
            pool = new HikariDataSource(config);
        }

        @TearDown
        public void close() {
            pool.close();
        }
    }

    /** DBCP 2 as it is by default: it tests each connection that it lends. */
    @State(Scope.Benchmark)
    public static class Dbcp2 {
        private BasicDataSource pool;

        @Setup
        public void open() {
            StubDataSource database = new StubDataSource();
            pool = new BasicDataSource() {
                @Override
                protected ConnectionFactory createConnectionFactory() {
                    return database::getConnection;
                }
            };
            pool.setMaxTotal(CONNECTIONS);
        }

        @TearDown
        public void close() throws SQLException {
            pool.close();
        }
    }

    /** The caller gets the connection to see, as a program that uses it does; else the compiler may not make one. */
    @Benchmark
    public Connection hikariCheckout(Hikari hikari) throws SQLException {
        Connection connection = hikari.pool.getConnection();
        connection.close();
        return connection;
    }

    @Benchmark
    public Connection dbcp2Checkout(Dbcp2 dbcp2) throws SQLException {
        Connection connection = dbcp2.pool.getConnection();
        connection.close();
        return connection;
    }
}
