package dev.firstfault.it.harness;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

/**
 * A real MariaDB server, on a copy of a prepared data directory. The account {@code hive}/{@code hive} has every right but those that open
 * the connection which the server keeps for its administrator; ours come through a port of their own and count for nothing.
 */
public final class MariaDb implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
    public static final String HOST = "127.0.0.1";
    public static final String USER = "hive";
    public static final String PASSWORD = "hive";

    private final RunningProcess process;
    private final Path data;
    private final int port;
    private final int adminPort;
    private final List<Connection> held = new ArrayList<>();

    private MariaDb(RunningProcess process, Path data, int port, int adminPort) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.adminPort = adminPort;
    }

    /** An empty server. */
    public static MariaDb start(int maxConnections, String... options) {
        return start(Cache.set("mariadb", "mariadb").resolve("template"), maxConnections, options);
    }

    /** A server on which each metastore has been started once, so that their next start finds its schema. */
    public static MariaDb withMetastoreSchemas(int maxConnections, String... options) {
        return start(Cache.set("schemas", "schemas").resolve("template"), maxConnections, options);
    }

    private static MariaDb start(Path template, int maxConnections, String... options) {
        Path work = WorkDirectory.create("mariadb");
        Path data = work.resolve("data");
        int port = Ports.free();
        int adminPort = Ports.free();
        List<String> command = new ArrayList<>(List.of(
                Libraries.script("mariadb").toString(),
                data.toString(),
                String.valueOf(port),
                String.valueOf(adminPort),
                "--max-connections=" + maxConnections));
        command.addAll(List.of(options));
        RunningProcess process =
                RunningProcess.start("mariadb", work, command, Map.of("MARIADB_TEMPLATE", template.toString()));
        MariaDb server = new MariaDb(process, data, port, adminPort);
        process.await("MariaDB answers", START_TIMEOUT, server::answers);
        return server;
    }

    /** Lets the server run only a part of the time from now on. */
    public DutyCycle interrupt(Duration stopped, Duration running) {
        return DutyCycle.of(process.pid(), stopped, running);
    }

    public int port() {
        return port;
    }

    public String url(JdbcDriver driver, String database) {
        return driver.url(HOST, port, database);
    }

    /** Changes the limit of the running server; 10 is the least it takes. */
    public void setMaxConnections(int connections) {
        sql("set global max_connections=" + connections);
    }

    /** Holds this many more connections, as another client would. */
    public MariaDb hold(int connections) {
        for (int i = 0; i < connections; i++) {
            try {
                held.add(connect(port, USER, PASSWORD));
            } catch (SQLException e) {
                throw new AssertionError("only " + held.size() + " connections could be held", e);
            }
        }
        return this;
    }

    /** Holds all connections that are for everybody: the next one is refused after it has said who it is (08004/1040). */
    public MariaDb holdAll() {
        boolean more = true;
        while (more) {
            more = tryHold(USER, PASSWORD);
        }
        return this;
    }

    /** Holds the one for the administrator too: the next one is refused by the server's very first packet, which has no SQLState. */
    public MariaDb holdAllIncludingReserved() {
        holdAll();
        // The one that holdAll() was refused last keeps the administrator's place until the server has let go of it.
        Awaitility.await("the administrator's connection").atMost(START_TIMEOUT).until(() -> tryHold("root", ""));
        return this;
    }

    private boolean tryHold(String user, String password) {
        try {
            return held.add(connect(port, user, password));
        } catch (SQLException full) {
            return false;
        }
    }

    /** Gives back all held connections. */
    public void release() {
        for (Connection connection : held) {
            try {
                connection.close();
            } catch (SQLException ignored) {
                // the server may be gone already
            }
        }
        held.clear();
    }

    /** Runs a statement as the administrator, whatever the state of the limit; gives back the first column. */
    public List<String> sql(String text) {
        try (Connection connection = connect(adminPort, "root", "");
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

    /** A connection of another client's. */
    public Connection connect() throws SQLException {
        return connect(port, USER, PASSWORD);
    }

    /** Another client, which runs these statements over and over, in one session and a database of its choice, until it is closed. */
    public AutoCloseable otherClient(String database, String... statements) {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        Thread client = new Thread(
                () -> {
                    try (Connection connection = connect(adminPort, "root", "");
                            Statement statement = connection.createStatement()) {
                        statement.execute("use " + database);
                        while (goesOn.get()) {
                            for (String text : statements) {
                                statement.execute(text);
                            }
                        }
                    } catch (SQLException ended) {
                        // the server is gone, and with it whoever was slowed
                    }
                },
                "other-client");
        client.setDaemon(true);
        client.start();
        return () -> {
            goesOn.set(false);
            client.join();
        };
    }

    private boolean answers() {
        if (!Ports.answers(port) || !Ports.answers(adminPort)) {
            return false;
        }
        try (Connection connection = connect(adminPort, "root", "")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static Connection connect(int port, String user, String password) throws SQLException {
        return JdbcDriver.MARIADB_2_7.connect("jdbc:mariadb://" + HOST + ":" + port + "/mysql", user, password);
    }

    @Override
    public void close() {
        release();
        process.close();
        WorkDirectory.delete(data);
    }
}
