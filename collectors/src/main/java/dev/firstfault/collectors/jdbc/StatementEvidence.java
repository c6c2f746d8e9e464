package dev.firstfault.collectors.jdbc;

import static dev.firstfault.signals.StatementFailure.CANCELLED;
import static dev.firstfault.signals.StatementFailure.CONNECTION_LOST;
import static dev.firstfault.signals.StatementFailure.CONSTRAINT;
import static dev.firstfault.signals.StatementFailure.DEADLOCK;
import static dev.firstfault.signals.StatementFailure.TIMED_OUT;

import dev.firstfault.signals.StatementFailure;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;

/** Kinds of evidence for why a statement failed, the strongest first. */
enum StatementEvidence {
    /** The code or state that the server gave. */
    CODE {
        @Override
        @Nullable
        StatementFailure of(Throwable thrown, DriverFamily family) {
            return thrown instanceof SQLException ? StatementCodes.meaning((SQLException) thrown, family) : null;
        }
    },
    /** A time limit, of the driver or of the socket; drivers wrap the latter in what reads as a lost connection. */
    TIME_LIMIT {
        @Override
        @Nullable
        StatementFailure of(Throwable thrown, DriverFamily family) {
            String message = thrown.getMessage();
            boolean said =
                    message != null && (message.contains("due to timeout") || message.contains("Read timed out"));
            return said || thrown instanceof SocketTimeoutException || thrown instanceof SQLTimeoutException
                    ? TIMED_OUT
                    : null;
        }
    },
    /** The network, or the class of an SQLState. */
    CLASS {
        @Override
        @Nullable
        StatementFailure of(Throwable thrown, DriverFamily family) {
            if (thrown instanceof SocketException || thrown instanceof EOFException) {
                return CONNECTION_LOST;
            }
            String state = thrown instanceof SQLException ? ((SQLException) thrown).getSQLState() : null;
            if (state == null) {
                return null;
            }
            if (state.startsWith("08")) {
                return CONNECTION_LOST;
            }
            if (state.startsWith("23")) {
                return CONSTRAINT;
            }
            switch (state) {
                case "40001":
                    return DEADLOCK;
                case "57014":
                    return CANCELLED;
                case "HYT00":
                case "HY008": // SQL Server's driver: the query has timed out
                    return TIMED_OUT;
                default:
                    return null;
            }
        }
    };

    /** What this kind of evidence says about one exception; null where it says nothing. */
    abstract @Nullable StatementFailure of(Throwable thrown, DriverFamily family);
}
