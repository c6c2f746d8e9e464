package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.ConnectFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a connect failed, from everything that hangs on the exception: causes, next exceptions, suppressed ones.
 *
 * <p>Drivers and pools wrap, and lose codes on the way: MariaDB's 2.7 keeps of a refusal before the handshake nothing
 * but the words; HikariCP keeps the SQLState and loses the code. So the strongest kind of evidence anywhere wins: the
 * server's code or state, then its words, then the network's exception types, then words about the network, then the
 * class of an SQLState.
 */
final class ConnectFailures {

    /** Deeper than any chain seen: HMS adds six wrappers to a driver's three. */
    private static final int MAX_EXCEPTIONS = 32;

    private ConnectFailures() {}

    static ConnectError classify(Throwable thrown, DriverFamily family) {
        List<Throwable> all = unfolded(thrown);
        for (Evidence evidence : Evidence.values()) {
            // From the inside out: the innermost is the server's own, the others quote it.
            for (int i = all.size() - 1; i >= 0; i--) {
                ConnectFailure reason = evidence.of(all.get(i), family);
                if (reason != null) {
                    return error(reason, all.get(i), all, family);
                }
            }
        }
        return error(ConnectFailure.OTHER, innermost(thrown), all, family);
    }

    /** The exception and all that hang on it, each once, the outer ones first. */
    static List<Throwable> unfolded(Throwable thrown) {
        List<Throwable> all = new ArrayList<>(4);
        all.add(thrown);
        for (int i = 0; i < all.size(); i++) {
            Throwable one = all.get(i);
            add(all, one.getCause());
            if (one instanceof SQLException) {
                add(all, ((SQLException) one).getNextException());
            }
            for (Throwable suppressed : one.getSuppressed()) {
                add(all, suppressed);
            }
        }
        return all;
    }

    private static void add(List<Throwable> all, @Nullable Throwable next) {
        if (next == null || all.size() >= MAX_EXCEPTIONS) {
            return;
        }
        for (Throwable known : all) {
            if (known == next) {
                return;
            }
        }
        all.add(next);
    }

    static Throwable innermost(Throwable thrown) {
        Throwable inner = thrown;
        for (int i = 0; i < MAX_EXCEPTIONS; i++) {
            Throwable cause = inner.getCause();
            if (cause == null || cause == inner) {
                break;
            }
            inner = cause;
        }
        return inner;
    }

    private static ConnectError error(
            ConnectFailure reason, Throwable witness, List<Throwable> all, DriverFamily family) {
        String sqlState = null;
        int vendorCode = 0;
        for (int i = all.size(); i >= 0; i--) { // the witness first, then from the inside out
            Throwable one = i == all.size() ? witness : all.get(i);
            if (one instanceof SQLException) {
                SQLException sql = (SQLException) one;
                sqlState = sqlState == null ? sql.getSQLState() : sqlState;
                vendorCode = vendorCode == 0 ? Math.max(0, sql.getErrorCode()) : vendorCode;
            }
        }
        if (vendorCode == 0 && family == DriverFamily.MYSQL && VendorCodes.saysTooManyConnections(witness)) {
            vendorCode = VendorCodes.MYSQL_TOO_MANY_CONNECTIONS; // the server sent it, the driver lost it
        }
        return new ConnectError(reason, witness, sqlState, vendorCode);
    }
}
