package dev.firstfault.it.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does the execution of a prepared statement cost? The driver is real, its database lies in the same memory, and the statement sets a
 * variable of its session: as little else as a real driver can do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StatementBenchmark {
    private Connection connection;
    private PreparedStatement statement;

    @Setup
    public void prepare() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:orders");
        statement = connection.prepareStatement("set @last ?");
        statement.setInt(1, 7);
    }

    @TearDown
    public void close() throws SQLException {
        connection.close();
    }

    @Benchmark
    public int executePrepared() throws SQLException {
        return statement.executeUpdate();
    }
}
