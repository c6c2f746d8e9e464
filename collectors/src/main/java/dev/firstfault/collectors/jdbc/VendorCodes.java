package dev.firstfault.collectors.jdbc;

import static dev.firstfault.signals.ConnectFailure.CONNECTION_LIMIT;
import static dev.firstfault.signals.ConnectFailure.DOWN;
import static dev.firstfault.signals.ConnectFailure.DROPPED;
import static dev.firstfault.signals.ConnectFailure.LOGIN_REFUSED;
import static dev.firstfault.signals.ConnectFailure.NOT_READY;
import static dev.firstfault.signals.ConnectFailure.NO_DATABASE;
import static dev.firstfault.signals.ConnectFailure.TLS;
import static dev.firstfault.signals.ConnectFailure.UNREACHABLE;

import dev.firstfault.signals.ConnectFailure;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What servers mean by their error codes and SQLStates when they refuse a connection. */
final class VendorCodes {

    static final int MYSQL_TOO_MANY_CONNECTIONS = 1040;

    private VendorCodes() {}

    /** The meaning of the exception's code and state for this family; null where they say nothing certain. */
    static @Nullable ConnectFailure meaning(SQLException thrown, DriverFamily family) {
        String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
        int code = thrown.getErrorCode();
        switch (family) {
            case MYSQL:
                return mysql(code, thrown);
            case POSTGRES:
                return postgres(state);
            case ORACLE:
                return oracle(code == 0 || code == 17002 ? codeInText(thrown) : code);
            case SQL_SERVER:
                return sqlServer(code);
            case DERBY:
                return derby(state, thrown);
            case H2:
                return h2(code);
            case OTHER:
                break;
        }
        return standard(state);
    }

    static boolean saysTooManyConnections(Throwable thrown) {
        String message = thrown.getMessage();
        return message != null && message.contains("Too many connections");
    }

    /** MySQL 8.4 and MariaDB 11 server error references. */
    private static @Nullable ConnectFailure mysql(int code, SQLException thrown) {
        switch (code) {
            case MYSQL_TOO_MANY_CONNECTIONS:
            case 1203: // max_user_connections, global
                return CONNECTION_LIMIT;
            case 1226: // a limit of the account; others count queries
                String message = thrown.getMessage();
                return message != null && message.contains("connections") ? CONNECTION_LIMIT : null;
            case 1044: // database
            case 1045: // user or password
            case 1129: // host blocked after too many errors
            case 1130: // host not allowed
            case 1251: // authentication protocol
            case 1698: // socket authentication
            case 1820: // password expired
            case 1862:
            case 3118: // account locked
            case 4151: // MariaDB: account locked
                return LOGIN_REFUSED;
            case 1049:
                return NO_DATABASE;
            case 1053:
                return NOT_READY;
            case 3159: // require_secure_transport
                return TLS;
            default:
                return null;
        }
    }

    /** PostgreSQL, appendix A: error codes. */
    private static @Nullable ConnectFailure postgres(String state) {
        switch (state) {
            case "53300":
                return CONNECTION_LIMIT;
            case "57P01": // terminated by an administrator
            case "57P02": // crash shutdown
            case "57P03": // starting up, shutting down, recovering
                return NOT_READY;
            default:
                return standard(state);
        }
    }

    /** Oracle Database error messages: ORA-nnnnn. */
    private static @Nullable ConnectFailure oracle(int code) {
        switch (code) {
            case 18: // sessions
            case 20: // processes
            case 2391: // SESSIONS_PER_USER
            case 12516: // no handler with matching protocol: in practice processes
            case 12519:
            case 12520:
                return CONNECTION_LIMIT;
            case 1017:
            case 1045: // no CREATE SESSION
            case 28000: // locked
            case 28001: // expired
                return LOGIN_REFUSED;
            case 12505: // SID
            case 12514: // service
                return NO_DATABASE;
            case 1033: // starting or stopping
            case 1034:
            case 1089:
            case 1090:
            case 12526: // restricted
            case 12528: // blocked
                return NOT_READY;
            case 12541: // no listener
                return DOWN;
            case 12170:
            case 12535:
                return UNREACHABLE;
            case 12537: // end of file
            case 12547: // lost contact
                return DROPPED;
            default:
                return null;
        }
    }

    /** The number after the last ORA- in the message: the listener's answer is only quoted. */
    private static int codeInText(SQLException thrown) {
        String message = thrown.getMessage();
        int at = message == null ? -1 : message.lastIndexOf("ORA-");
        int code = 0;
        for (int i = at + 4; at >= 0 && message != null && i < Math.min(at + 9, message.length()); i++) {
            int digit = Character.digit(message.charAt(i), 10);
            if (digit < 0) {
                break;
            }
            code = code * 10 + digit;
        }
        return code;
    }

    /** SQL Server and Azure SQL: database engine events and errors. */
    private static @Nullable ConnectFailure sqlServer(int code) {
        switch (code) {
            case 10928: // Azure: sessions
            case 10929:
            case 17809: // user connections
                return CONNECTION_LIMIT;
            case 18452:
            case 18456:
            case 18486: // locked
            case 18487: // expired
            case 18488:
                return LOGIN_REFUSED;
            case 4060:
                return NO_DATABASE;
            case 40501: // busy
            case 40613: // not available now
                return NOT_READY;
            default:
                return null;
        }
    }

    /** Derby reference manual, SQL error messages and exceptions: its 08004 is about authentication and missing databases. */
    private static @Nullable ConnectFailure derby(String state, SQLException thrown) {
        if (state.equals("XJ004")) {
            return NO_DATABASE;
        }
        if (state.startsWith("08004")) {
            String message = thrown.getMessage();
            return message != null && message.contains("not found") ? NO_DATABASE : LOGIN_REFUSED;
        }
        return standard(state);
    }

    /** org.h2.api.ErrorCode. */
    private static @Nullable ConnectFailure h2(int code) {
        switch (code) {
            case 28000:
                return LOGIN_REFUSED;
            case 90013: // DATABASE_NOT_FOUND of 1.4
            case 90146:
            case 90149:
                return NO_DATABASE;
            case 90098: // DATABASE_IS_CLOSED
                return NOT_READY;
            default:
                return null;
        }
    }

    /** SQLStates that mean one thing in the standard and everywhere. */
    private static @Nullable ConnectFailure standard(String state) {
        if (state.startsWith("28")) {
            return LOGIN_REFUSED;
        }
        return state.equals("3D000") ? NO_DATABASE : null;
    }
}
