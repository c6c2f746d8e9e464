package dev.firstfault.it.incidents;

import dev.firstfault.it.harness.DutyCycle;
import dev.firstfault.it.harness.JdbcDriver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A real server with the service's account in it, and what its administrator and its other clients can do to the service. */
abstract class ServiceDatabase implements AutoCloseable {
    static final String ACCOUNT = "service";

    private final List<Connection> held = new ArrayList<>();
    private @Nullable DutyCycle cycle;

    /** What the service uses. */
    enum Product {
        /** With MariaDB's own driver. */
        MARIADB(JdbcDriver.MARIADB_3_5),
        /** The same server with MySQL's driver. */
        MYSQL(JdbcDriver.MYSQL_9_6),
        POSTGRESQL(JdbcDriver.POSTGRESQL_42_7);

        final JdbcDriver driver;

        Product(JdbcDriver driver) {
            this.driver = driver;
        }

        /** @param certificates what it encrypts by, if it does */
        ServiceDatabase start(@Nullable Certificates certificates) {
            return this == POSTGRESQL ? new ServicePostgreSql(certificates) : new ServiceMariaDb(driver, certificates);
        }

        /** URL parameters by which the driver speaks TLS and trusts only this authority. */
        String encryption(Path authority) {
            return switch (this) {
                case MARIADB -> "sslMode=verify-ca&serverSslCert=" + authority;
                case POSTGRESQL -> "sslmode=verify-ca&sslrootcert=" + authority;
                case MYSQL -> throw new IllegalStateException("wants a key store, no cell has one");
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** URL parameters by which the driver gives up on a server that does not answer. */
        String timeouts(Duration connect, Duration read) {
            return this == POSTGRESQL
                    ? "connectTimeout=" + connect.toSeconds() + "&loginTimeout=" + connect.toSeconds()
                            + "&socketTimeout=" + read.toSeconds()
                    : "connectTimeout=" + connect.toMillis() + "&socketTimeout=" + read.toMillis();
        }
    }

    abstract int port();

    /** As the service writes it. */
    abstract String url(String host, int port, String parameters);

    abstract void sql(String text);

    /** A connection of another client's that is none of the administrator's. */
    abstract Connection connect() throws SQLException;

    abstract int serviceSessions();

    /** Ends all of the service's sessions but so many. */
    abstract void killSessionsBut(int spared);

    /** The account is not let in any more; sessions go on. */
    abstract void refuseLogin();

    abstract void readOnly();

    /** The server runs only a part of the time, until it is closed. */
    void interrupt(Duration stopped, Duration running) {
        cycle = cycle(stopped, running);
    }

    abstract DutyCycle cycle(Duration stopped, Duration running);

    /** A report takes so long from now on, everything else as long as ever. */
    abstract void reportsTake(Duration time);

    /** New sessions that idle for so long are ended by the server. */
    abstract void endIdleAfter(Duration time);

    /** Shows the certificate that lies there now to whoever connects from now on. */
    abstract void reloadCertificate();

    void killSessions() {
        killSessionsBut(0);
    }

    /** Holds connections as another client would, until the service has but so many and cannot have another. */
    void takeAllBut(int spared) {
        for (int round = 0; round < 100; round++) {
            boolean more = true;
            while (more) {
                more = tryHold();
            }
            if (serviceSessions() <= spared) {
                return;
            }
            killSessionsBut(spared);
        }
        throw new AssertionError("the service has still " + serviceSessions() + " sessions");
    }

    private boolean tryHold() {
        try {
            return held.add(connect());
        } catch (SQLException full) {
            return false;
        }
    }

    /** Locks these customers' rows as another client's transaction does, until {@link #letGo}. */
    void lockCustomers(int below) {
        try {
            Connection connection = connect();
            held.add(connection);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("update " + table("customers") + " set balance = balance + 1 where id < " + below);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    abstract String table(String name);

    /** Ends what the other clients hold, and lets the server run. */
    void letGo() {
        DutyCycle interrupted = cycle;
        if (interrupted != null) {
            interrupted.close();
        }
        for (Connection connection : held) {
            try {
                connection.close();
            } catch (SQLException ignored) {
                // the server may be gone already
            }
        }
        held.clear();
    }

    @Override
    public abstract void close();
}
