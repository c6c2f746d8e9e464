package dev.firstfault.collectors.jdbc;

import static dev.firstfault.signals.ConnectFailure.CONNECTION_LIMIT;
import static dev.firstfault.signals.ConnectFailure.DNS;
import static dev.firstfault.signals.ConnectFailure.DOWN;
import static dev.firstfault.signals.ConnectFailure.DROPPED;
import static dev.firstfault.signals.ConnectFailure.LOCAL_LIMIT;
import static dev.firstfault.signals.ConnectFailure.LOGIN_REFUSED;
import static dev.firstfault.signals.ConnectFailure.NOT_READY;
import static dev.firstfault.signals.ConnectFailure.NO_DATABASE;
import static dev.firstfault.signals.ConnectFailure.TLS;
import static dev.firstfault.signals.ConnectFailure.UNREACHABLE;

import dev.firstfault.signals.ConnectFailure;
import java.io.EOFException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Kinds of evidence for why a connect failed, the strongest first. */
enum Evidence {
    /** The code or state that the server gave. */
    CODE {
        @Override
        @Nullable
        ConnectFailure of(Throwable thrown, DriverFamily family) {
            return thrown instanceof SQLException ? VendorCodes.meaning((SQLException) thrown, family) : null;
        }
    },
    /** The words of the server, where the driver lost the code. */
    SERVER_WORDS {
        @Override
        @Nullable
        ConnectFailure of(Throwable thrown, DriverFamily family) {
            return search(SERVER_WORDS_SAID, thrown);
        }
    },
    /** This process has no descriptor, port or thread left; the exception types below would hide it. */
    LOCAL_WORDS {
        @Override
        @Nullable
        ConnectFailure of(Throwable thrown, DriverFamily family) {
            return thrown instanceof BindException ? LOCAL_LIMIT : search(LOCAL_WORDS_SAID, thrown);
        }
    },
    /** What the JDK's network code threw. */
    TYPE {
        @Override
        @Nullable
        ConnectFailure of(Throwable thrown, DriverFamily family) {
            if (thrown instanceof UnknownHostException) {
                return DNS;
            }
            if (thrown instanceof ConnectException) {
                ConnectFailure said = search(NETWORK_WORDS_SAID, thrown);
                return said == null ? DOWN : said;
            }
            if (thrown instanceof SocketTimeoutException
                    || thrown instanceof NoRouteToHostException
                    || thrown instanceof PortUnreachableException) {
                return UNREACHABLE;
            }
            return null;
        }
    },
    /** TLS, by package: a timeout in a handshake was found above, an end of stream in one is still about TLS. */
    TLS_TYPE {
        @Override
        @Nullable
        ConnectFailure of(Throwable thrown, DriverFamily family) {
            String name = thrown.getClass().getName();
            return name.startsWith("javax.net.ssl.") || name.startsWith("java.security.cert.") ? TLS : null;
        }
    },
    /** Words about the network, where the driver lost the exception. */
    NETWORK_WORDS {
        @Override
        @Nullable
        ConnectFailure of(Throwable thrown, DriverFamily family) {
            return thrown instanceof EOFException ? DROPPED : search(NETWORK_WORDS_SAID, thrown);
        }
    },
    /** The JDBC type, or the class of an SQLState, where there is nothing better. */
    HINT {
        @Override
        @Nullable
        ConnectFailure of(Throwable thrown, DriverFamily family) {
            if (thrown instanceof SQLTimeoutException) {
                return UNREACHABLE;
            }
            String state = thrown instanceof SQLException ? ((SQLException) thrown).getSQLState() : null;
            return "08006".equals(state) || "08S01".equals(state) ? DROPPED : null;
        }
    };

    private static final Phrase[] SERVER_WORDS_SAID = {
        new Phrase("too many connections", CONNECTION_LIMIT), // MySQL, MariaDB; PostgreSQL: for role, for database
        new Phrase("too many clients", CONNECTION_LIMIT), // PostgreSQL
        new Phrase("remaining connection slots", CONNECTION_LIMIT), // PostgreSQL
        new Phrase("no more connections allowed", CONNECTION_LIMIT), // PgBouncer
        new Phrase("max_user_connections", CONNECTION_LIMIT), // MySQL
        new Phrase("access denied for user", LOGIN_REFUSED), // MySQL
        new Phrase("is not allowed to connect to this", LOGIN_REFUSED), // MySQL: host
        new Phrase("is blocked because of many connection errors", LOGIN_REFUSED), // MySQL: host
        new Phrase("password authentication failed", LOGIN_REFUSED), // PostgreSQL
        new Phrase("no pg_hba.conf entry", LOGIN_REFUSED), // PostgreSQL
        new Phrase("login failed for user", LOGIN_REFUSED), // SQL Server
        new Phrase("unknown database", NO_DATABASE), // MySQL
        new Phrase("server shutdown in progress", NOT_READY), // MySQL
        new Phrase("the database system is", NOT_READY), // PostgreSQL: starting up, shutting down, in recovery mode
        new Phrase("max number of clients reached", CONNECTION_LIMIT), // Redis
        new Phrase("wrongpass", LOGIN_REFUSED), // Redis 6 on
        new Phrase("noauth authentication required", LOGIN_REFUSED), // Redis
        new Phrase("err invalid password", LOGIN_REFUSED), // Redis up to 5
        new Phrase("redis is running in protected mode", LOGIN_REFUSED), // Redis: host
        new Phrase("redis is loading the dataset", NOT_READY), // Redis
        new Phrase("exception authenticating", LOGIN_REFUSED), // MongoDB's drivers: MongoSecurityException
    };

    private static final Phrase[] LOCAL_WORDS_SAID = {
        new Phrase("too many open files", LOCAL_LIMIT),
        new Phrase("cannot assign requested address", LOCAL_LIMIT), // no free port
        new Phrase("unable to create native thread", LOCAL_LIMIT),
        new Phrase("unable to create new native thread", LOCAL_LIMIT),
    };

    private static final Phrase[] NETWORK_WORDS_SAID = {
        new Phrase("unknownhostexception", DNS),
        new Phrase("unknown host", DNS),
        new Phrase("name or service not known", DNS),
        new Phrase("sslhandshakeexception", TLS),
        new Phrase("pkix path", TLS),
        new Phrase("connection refused", DOWN),
        new Phrase("timed out", UNREACHABLE),
        new Phrase("no route to host", UNREACHABLE),
        new Phrase("network is unreachable", UNREACHABLE),
        new Phrase("connection reset", DROPPED),
        new Phrase("broken pipe", DROPPED),
        new Phrase("end of stream", DROPPED),
        new Phrase("connection closed prematurely", DROPPED), // Lettuce
        new Phrase("eofexception", DROPPED),
    };

    /** What this kind of evidence says about one exception; null where it says nothing. */
    abstract @Nullable ConnectFailure of(Throwable thrown, DriverFamily family);

    private static @Nullable ConnectFailure search(Phrase[] said, Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null) {
            return null;
        }
        String lower = message.toLowerCase(Locale.ROOT);
        for (Phrase phrase : said) {
            if (lower.contains(phrase.words)) {
                return phrase.meaning;
            }
        }
        return null;
    }

    /** Words in lower case, and what they mean wherever they stand in a message. */
    private static final class Phrase {

        private final String words;
        private final ConnectFailure meaning;

        private Phrase(String words, ConnectFailure meaning) {
            this.words = words;
            this.meaning = meaning;
        }
    }
}
