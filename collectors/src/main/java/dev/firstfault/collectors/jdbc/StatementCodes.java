package dev.firstfault.collectors.jdbc;

import static dev.firstfault.signals.StatementFailure.CANCELLED;
import static dev.firstfault.signals.StatementFailure.CONNECTION_LOST;
import static dev.firstfault.signals.StatementFailure.DEADLOCK;
import static dev.firstfault.signals.StatementFailure.LOCK_TIMEOUT;
import static dev.firstfault.signals.StatementFailure.NO_SPACE;
import static dev.firstfault.signals.StatementFailure.READ_ONLY;
import static dev.firstfault.signals.StatementFailure.TIMED_OUT;

import dev.firstfault.signals.StatementFailure;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What servers mean by their error codes and SQLStates when they do not execute a statement. */
final class StatementCodes {

    private StatementCodes() {}

    /** The meaning of the exception's code and state for this family; null where they say nothing certain. */
    static @Nullable StatementFailure meaning(SQLException thrown, DriverFamily family) {
        String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
        switch (family) {
            case MYSQL:
                return mysql(thrown.getErrorCode(), thrown);
            case POSTGRES:
                return postgres(state, thrown);
            case ORACLE:
                return oracle(thrown.getErrorCode());
            case SQL_SERVER:
                return sqlServer(thrown.getErrorCode());
            case DERBY:
                return derby(state);
            case H2:
                return h2(thrown.getErrorCode());
            case OTHER:
                break;
        }
        return null;
    }

    /** MySQL 8.4 and MariaDB 11 server error references. */
    private static @Nullable StatementFailure mysql(int code, SQLException thrown) {
        switch (code) {
            case 1205:
            case 3572: // NOWAIT
                return LOCK_TIMEOUT;
            case 1213:
            case 1020: // MariaDB, innodb_snapshot_isolation: changed since the snapshot
                return DEADLOCK;
            case 1290: // an option of the server; others have nothing to do with writing
                return says(thrown, "read-only") || says(thrown, "read_only") ? READ_ONLY : null;
            case 1792: // transaction
            case 1836: // server
            case 1874: // InnoDB
                return READ_ONLY;
            case 1317: // KILL QUERY
                return CANCELLED;
            case 1969: // MariaDB: max_statement_time
            case 3024: // MySQL: max_execution_time
                return TIMED_OUT;
            case 1021: // disk full
            case 1037: // out of memory
            case 1038: // out of sort memory
            case 1041: // out of resources
            case 1114: // table full
                return NO_SPACE;
            case 1053: // shutdown in progress
            case 1927: // MariaDB: KILL
                return CONNECTION_LOST;
            default:
                return null;
        }
    }

    /** PostgreSQL, appendix A: error codes. */
    private static @Nullable StatementFailure postgres(String state, SQLException thrown) {
        if (state.startsWith("53")) {
            return NO_SPACE;
        }
        switch (state) {
            case "55P03":
                return LOCK_TIMEOUT;
            case "40P01":
                return DEADLOCK;
            case "25006":
                return READ_ONLY;
            case "57014":
                return says(thrown, "statement timeout") ? TIMED_OUT : CANCELLED;
            case "57P01": // pg_terminate_backend, or an ordered shutdown
            case "57P02": // crash
            case "57P03":
                return CONNECTION_LOST;
            default:
                return null;
        }
    }

    /** Oracle Database error messages: ORA-nnnnn. */
    private static @Nullable StatementFailure oracle(int code) {
        switch (code) {
            case 54: // NOWAIT
            case 30006: // WAIT n
                return LOCK_TIMEOUT;
            case 60:
            case 8177: // cannot serialize
                return DEADLOCK;
            case 1456: // transaction
            case 16000: // database
                return READ_ONLY;
            case 28: // killed
            case 31:
            case 1013:
                return CANCELLED;
            case 1536: // quota
            case 1652: // temporary segment
            case 1653: // table
            case 1654: // index
            case 4030: // memory
            case 30036: // undo
                return NO_SPACE;
            case 1089: // shutdown
            case 3113: // end of file
            case 3114: // not connected
            case 3135: // lost contact
            case 12537:
            case 17002: // I/O
            case 17008: // closed
            case 17410: // no more data
                return CONNECTION_LOST;
            default:
                return null;
        }
    }

    /** SQL Server and Azure SQL: database engine events and errors. */
    private static @Nullable StatementFailure sqlServer(int code) {
        switch (code) {
            case 1222:
                return LOCK_TIMEOUT;
            case 1205:
            case 3960: // snapshot
                return DEADLOCK;
            case 3906: // database
            case 3908:
                return READ_ONLY;
            case 596: // KILL
                return CANCELLED;
            case 701: // memory
            case 1101:
            case 1105:
            case 9002: // log
                return NO_SPACE;
            default:
                return null;
        }
    }

    /** Derby reference manual, SQL error messages and exceptions. */
    private static @Nullable StatementFailure derby(String state) {
        if (state.startsWith("40XL")) {
            return LOCK_TIMEOUT;
        }
        switch (state) {
            case "25502": // connection
            case "25503":
                return READ_ONLY;
            case "XCL52":
                return TIMED_OUT;
            default:
                return null;
        }
    }

    /** org.h2.api.ErrorCode. */
    private static @Nullable StatementFailure h2(int code) {
        switch (code) {
            case 50200:
                return LOCK_TIMEOUT;
            case 40001:
            case 90131: // concurrent update
                return DEADLOCK;
            case 90097:
                return READ_ONLY;
            case 57014: // also by its query timeout
                return CANCELLED;
            case 90067: // broken
            case 90098: // database closed
            case 90121:
                return CONNECTION_LOST;
            case 90108: // memory
                return NO_SPACE;
            default:
                return null;
        }
    }

    private static boolean says(SQLException thrown, String words) {
        String message = thrown.getMessage();
        return message != null && message.contains(words);
    }
}
