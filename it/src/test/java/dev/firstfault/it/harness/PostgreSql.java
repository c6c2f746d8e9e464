package dev.firstfault.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;

/** A real PostgreSQL server; it refuses to run as root and then runs as {@code nobody}. Its account is {@code postgres}, without a password. */
public final class PostgreSql implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
    private static final String NOBODY = "65534";
    public static final String USER = "postgres";
    public static final String PASSWORD = "postgres";

    private final RunningProcess process;
    private final Path data;
    private final int port;

    private PostgreSql(RunningProcess process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    public static PostgreSql start(int maxConnections, String... settings) {
        Path work = WorkDirectory.create("postgres");
        Path set = Cache.set("postgres", "postgres");
        Path programs = set.resolve("bin");
        int port = Ports.free();
        try {
            // Not below target: the user it runs as may not be let into the developer's folders.
            Path data = Files.createTempDirectory("firstfault-postgres");
            if (isRoot()) {
                RunningProcess.run(work, START_TIMEOUT, List.of("chown", NOBODY, data.toString()));
                programs = linked(set, data, work);
            }
            Path cluster = data.resolve("cluster");
            RunningProcess.run(
                    work,
                    START_TIMEOUT,
                    unprivileged(List.of(
                            programs.resolve("initdb").toString(),
                            "--pgdata=" + cluster,
                            "--username=postgres",
                            "--auth=trust",
                            "--no-sync",
                            "--no-locale",
                            "--encoding=UTF8")));
            List<String> server = new ArrayList<>(List.of(
                    programs.resolve("postgres").toString(),
                    "-D",
                    cluster.toString(),
                    "-p",
                    String.valueOf(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=off",
                    "-c",
                    "superuser_reserved_connections=1",
                    "-c",
                    "max_connections=" + maxConnections));
            for (String setting : settings) {
                server.addAll(List.of("-c", setting));
            }
            List<String> command = unprivileged(server);
            RunningProcess process = RunningProcess.start("postgres", work, command, Map.of());
            process.await(
                    "PostgreSQL answers",
                    START_TIMEOUT,
                    () -> process.allLines().stream().anyMatch(line -> line.contains("ready to accept connections")));
            return new PostgreSql(process, data, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the server run only a part of the time from now on. */
    public DutyCycle interrupt(Duration stopped, Duration running) {
        return DutyCycle.of(process.pid(), stopped, running);
    }

    public int port() {
        return port;
    }

    public String url(JdbcDriver driver) {
        return driver.url("127.0.0.1", port, "postgres");
    }

    /** Runs a statement as the administrator, in the place kept for him; gives back the first column. */
    public List<String> sql(String text) {
        try (Connection connection = connectAsAdministrator();
                Statement statement = connection.createStatement()) {
            List<String> firstColumn = new ArrayList<>();
            if (statement.execute(text)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        firstColumn.add(rows.getString(1));
                    }
                }
            }
            return firstColumn;
        } catch (SQLException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Waits for the place kept for him: the one he had last may not have been given back yet. */
    private Connection connectAsAdministrator() {
        return Awaitility.await("the administrator's connection")
                .atMost(START_TIMEOUT)
                .ignoreExceptions()
                .until(() -> connect("postgres"), Objects::nonNull);
    }

    /** A connection of another client's. */
    public Connection connect(String user) throws SQLException {
        return JdbcDriver.POSTGRESQL_42_7.connect(url(JdbcDriver.POSTGRESQL_42_7), user, "");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** The same programs where nobody may reach them: root's cache lies in root's own folder. */
    private static Path linked(Path set, Path into, Path work) {
        Path reachable = into.resolve("postgres");
        RunningProcess.run(
                work,
                START_TIMEOUT,
                List.of(
                        "sh",
                        "-c",
                        "cp -rl \"$0\" \"$1\" 2>&1 || { rm -rf \"$1\"; cp -r \"$0\" \"$1\"; }",
                        set.toString(),
                        reachable.toString()));
        return reachable.resolve("bin");
    }

    private static List<String> unprivileged(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        List<String> wrapped =
                new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        wrapped.addAll(command);
        return wrapped;
    }

    @Override
    public void close() {
        process.close();
        WorkDirectory.delete(data);
    }
}
