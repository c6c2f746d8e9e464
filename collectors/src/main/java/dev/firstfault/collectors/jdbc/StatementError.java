package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.StatementFailure;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a failed execution comes down to: found as that of a failed connect is, see {@link ConnectFailures}. */
final class StatementError {

    private final StatementFailure reason;
    private final Throwable witness;
    private final @Nullable String sqlState;
    private final int vendorCode;

    private StatementError(StatementFailure reason, Throwable witness, @Nullable String sqlState, int vendorCode) {
        this.reason = reason;
        this.witness = witness;
        this.sqlState = sqlState;
        this.vendorCode = vendorCode;
    }

    /**
     * @param limitMillis the statement's time limit, 0 for none: some servers call what it ended cancelled
     * @param durationNanos how long it ran
     */
    static StatementError of(Throwable thrown, DriverFamily family, int limitMillis, long durationNanos) {
        List<Throwable> all = ConnectFailures.unfolded(thrown);
        for (StatementEvidence evidence : StatementEvidence.values()) {
            for (int i = all.size() - 1; i >= 0; i--) {
                StatementFailure reason = evidence.of(all.get(i), family);
                if (reason != null) {
                    boolean limitPassed = limitMillis > 0 && durationNanos / 1_000_000 >= limitMillis;
                    return witnessed(
                            reason == StatementFailure.CANCELLED && limitPassed ? StatementFailure.TIMED_OUT : reason,
                            all.get(i),
                            all);
                }
            }
        }
        return witnessed(StatementFailure.OTHER, ConnectFailures.innermost(thrown), all);
    }

    private static StatementError witnessed(StatementFailure reason, Throwable witness, List<Throwable> all) {
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
        return new StatementError(reason, witness, sqlState, vendorCode);
    }

    StatementFailure reason() {
        return reason;
    }

    /** The server's code, 0 where nobody gives one. */
    int vendorCode() {
        return vendorCode;
    }

    /** The error in the words of who says so, without values of the application, and where the application called from. */
    ErrorDetail detail(long atNanos) {
        return new ErrorDetail(
                atNanos,
                witness.getClass().getName(),
                StatementErrorText.of(witness.getMessage()),
                sqlState,
                vendorCode,
                Thread.currentThread().getName(),
                CallFrames.of(witness.getStackTrace()));
    }
}
