package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import org.jspecify.annotations.Nullable;

/** What a failed connect comes down to. */
final class ConnectError {

    private final ConnectFailure reason;
    private final Throwable witness;
    private final @Nullable String sqlState;
    private final int vendorCode;

    /**
     * @param witness the innermost exception that says so
     * @param sqlState of the witness, or else of what wraps it
     */
    ConnectError(ConnectFailure reason, Throwable witness, @Nullable String sqlState, int vendorCode) {
        this.reason = reason;
        this.witness = witness;
        this.sqlState = sqlState;
        this.vendorCode = vendorCode;
    }

    ConnectFailure reason() {
        return reason;
    }

    /** The error in the words of the innermost exception that says so. */
    ErrorDetail detail(long atNanos, String url) {
        return new ErrorDetail(
                atNanos,
                witness.getClass().getName(),
                ErrorText.of(witness.getMessage(), url),
                sqlState,
                vendorCode,
                Thread.currentThread().getName(),
                ErrorText.frames(witness));
    }

    /** The server's code, 0 where nobody gives one. */
    int vendorCode() {
        return vendorCode;
    }
}
