package dev.firstfault.collectors.jdbc;

import static dev.firstfault.signals.ConnectFailure.CONNECTION_LIMIT;
import static dev.firstfault.signals.ConnectFailure.DNS;
import static dev.firstfault.signals.ConnectFailure.DOWN;
import static dev.firstfault.signals.ConnectFailure.DROPPED;
import static dev.firstfault.signals.ConnectFailure.LOCAL_LIMIT;
import static dev.firstfault.signals.ConnectFailure.LOGIN_REFUSED;
import static dev.firstfault.signals.ConnectFailure.NOT_READY;
import static dev.firstfault.signals.ConnectFailure.NO_DATABASE;
import static dev.firstfault.signals.ConnectFailure.OTHER;
import static dev.firstfault.signals.ConnectFailure.TLS;
import static dev.firstfault.signals.ConnectFailure.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectFailuresTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                // As the drivers threw them at a full MariaDB: after the login, and before the handshake.
                of(DriverFamily.MYSQL, CONNECTION_LIMIT, mariaDb27AfterLogin()),
                of(DriverFamily.MYSQL, CONNECTION_LIMIT, mariaDb27BeforeHandshake()),
                of(
                        DriverFamily.MYSQL,
                        CONNECTION_LIMIT,
                        new SQLNonTransientConnectionException("(conn=111) Too many connections", "08004", 1040)),
                of(DriverFamily.MYSQL, CONNECTION_LIMIT, new SQLException("Too many connections", "HY000", 1040)),
                of(
                        DriverFamily.MYSQL,
                        CONNECTION_LIMIT,
                        new SQLNonTransientConnectionException(
                                "Data source rejected establishment of connection,  message from server: \"Too many"
                                        + " connections\"",
                                "08004",
                                1040)),
                // As the application sees it: the pool keeps the state and loses the code.
                of(DriverFamily.MYSQL, CONNECTION_LIMIT, pooled(mariaDb27AfterLogin())),
                of(DriverFamily.MYSQL, CONNECTION_LIMIT, new SQLException("x", "42000", 1203)),
                of(
                        DriverFamily.MYSQL,
                        CONNECTION_LIMIT,
                        new SQLException("User 'a' has exceeded the 'max_user_connections' resource", "42000", 1226)),
                of(DriverFamily.MYSQL, LOGIN_REFUSED, new SQLException("Access denied for user", "28000", 1045)),
                of(DriverFamily.MYSQL, LOGIN_REFUSED, new SQLException("Access denied", "42000", 1044)),
                of(DriverFamily.MYSQL, LOGIN_REFUSED, new SQLException("Host 'h' is blocked", "HY000", 1129)),
                of(
                        DriverFamily.MYSQL,
                        LOGIN_REFUSED,
                        new SQLException("Host 'h' is not allowed to connect to this MariaDB server", "HY000", 0)),
                of(DriverFamily.MYSQL, NO_DATABASE, new SQLException("Unknown database 'x'", "42000", 1049)),
                of(DriverFamily.MYSQL, NOT_READY, new SQLException("Server shutdown in progress", "08S01", 1053)),
                of(
                        DriverFamily.MYSQL,
                        DROPPED,
                        new SQLException(
                                "Communications link failure",
                                "08S01",
                                new EOFException("Can not read response from server."))),
                of(DriverFamily.MYSQL, OTHER, new SQLException("something else", "08004", 0)),
                of(DriverFamily.POSTGRES, CONNECTION_LIMIT, new SQLException("x", "53300")),
                of(
                        DriverFamily.POSTGRES,
                        CONNECTION_LIMIT,
                        new SQLException("FATAL: no more connections allowed (max_client_conn)", "08P01")),
                of(DriverFamily.POSTGRES, LOGIN_REFUSED, new SQLException("x", "28P01")),
                of(DriverFamily.POSTGRES, LOGIN_REFUSED, new SQLException("x", "28000")),
                of(DriverFamily.POSTGRES, NO_DATABASE, new SQLException("x", "3D000")),
                of(DriverFamily.POSTGRES, NOT_READY, new SQLException("x", "57P03")),
                of(
                        DriverFamily.POSTGRES,
                        DOWN,
                        new SQLException(
                                "Connection to h:5432 refused. Check that the hostname and port are correct",
                                "08001",
                                new ConnectException("Connection refused"))),
                of(DriverFamily.ORACLE, CONNECTION_LIMIT, new SQLException("x", "66000", 12519)),
                of(DriverFamily.ORACLE, CONNECTION_LIMIT, new SQLException("x", "66000", 12520)),
                of(DriverFamily.ORACLE, CONNECTION_LIMIT, new SQLException("x", "72000", 18)),
                of(DriverFamily.ORACLE, CONNECTION_LIMIT, new SQLException("x", "72000", 20)),
                of(
                        DriverFamily.ORACLE,
                        CONNECTION_LIMIT,
                        new SQLException(
                                "Listener refused the connection with the following error: ORA-12519, TNS:no"
                                        + " appropriate service handler found",
                                "66000",
                                0)),
                of(DriverFamily.ORACLE, LOGIN_REFUSED, new SQLException("x", "72000", 1017)),
                of(DriverFamily.ORACLE, NOT_READY, new SQLException("x", "72000", 1033)),
                of(DriverFamily.SQL_SERVER, LOGIN_REFUSED, new SQLException("Login failed", "S0001", 18456)),
                of(DriverFamily.SQL_SERVER, NO_DATABASE, new SQLException("x", "S0001", 4060)),
                // Derby's 08004 is about who may connect; MySQL's is about room.
                of(
                        DriverFamily.DERBY,
                        LOGIN_REFUSED,
                        new SQLException("Connection authentication failure occurred.", "08004", 40000)),
                of(DriverFamily.DERBY, NO_DATABASE, new SQLException("Database 'x' not found.", "XJ004", 40000)),
                of(DriverFamily.H2, LOGIN_REFUSED, new SQLException("Wrong user name or password", "28000", 28000)),
                of(DriverFamily.H2, NO_DATABASE, new SQLException("Database not found", "90149", 90149)),
                of(
                        DriverFamily.H2,
                        DOWN,
                        new SQLException(
                                "Connection is broken", "90067", 90067, new ConnectException("Connection refused"))),
                of(DriverFamily.H2, OTHER, new SQLException("Database may be already in use", "90020", 90020)),
                of(DriverFamily.OTHER, DNS, new SQLException("x", new UnknownHostException("nosuch"))),
                of(DriverFamily.OTHER, UNREACHABLE, new SQLException("x", new SocketTimeoutException("x"))),
                of(DriverFamily.OTHER, UNREACHABLE, new SQLException("x", new NoRouteToHostException("x"))),
                of(
                        DriverFamily.OTHER,
                        UNREACHABLE,
                        new SQLException("x", new ConnectException("Connection timed out"))),
                of(DriverFamily.OTHER, UNREACHABLE, new SQLTimeoutException("x")),
                of(DriverFamily.OTHER, TLS, new SQLException("x", new SSLHandshakeException("x"))),
                of(
                        DriverFamily.OTHER,
                        TLS,
                        new SQLException("x", new SSLHandshakeException("x").initCause(new EOFException("x")))),
                of(DriverFamily.OTHER, DROPPED, new SQLException("x", new SocketException("Connection reset"))),
                of(DriverFamily.OTHER, LOCAL_LIMIT, new SQLException("x", new BindException("Cannot assign"))),
                of(DriverFamily.OTHER, LOCAL_LIMIT, new SQLException("x", new SocketException("Too many open files"))),
                of(DriverFamily.OTHER, OTHER, new SQLException("no idea")),
                of(DriverFamily.OTHER, OTHER, new IllegalStateException()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureIsRecognised(DriverFamily family, ConnectFailure expected, Throwable thrown) {
        assertThat(ConnectFailures.classify(thrown, family).reason()).isEqualTo(expected);
    }

    @Test
    void detailIsTheServersOwn() {
        ErrorDetail afterLogin = ConnectFailures.classify(pooled(mariaDb27AfterLogin()), DriverFamily.MYSQL)
                .detail(0, "");

        assertThat(afterLogin.message()).isEqualTo("Too many connections");
        assertThat(afterLogin.sqlState()).isEqualTo("08004");
        assertThat(afterLogin.vendorCode()).isEqualTo(1040);
        assertThat(afterLogin.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(afterLogin.frames()).startsWith(ConnectFailuresTest.class.getName());
    }

    @Test
    void codeThatTheDriverLostIsKnownFromTheWords() {
        ErrorDetail beforeHandshake = ConnectFailures.classify(mariaDb27BeforeHandshake(), DriverFamily.MYSQL)
                .detail(0, "");

        assertThat(beforeHandshake.message()).isEqualTo("Too many connections");
        assertThat(beforeHandshake.sqlState()).isEqualTo("08000");
        assertThat(beforeHandshake.vendorCode()).isEqualTo(1040);
    }

    @Test
    void nextAndSuppressedExceptionsCountToo() {
        SQLException next = new SQLException("all hosts failed");
        next.setNextException(new SQLException("x", "53300"));
        SQLException suppressed = new SQLException("all hosts failed");
        suppressed.addSuppressed(new IOException(new UnknownHostException("h")));

        assertThat(ConnectFailures.classify(next, DriverFamily.POSTGRES).reason())
                .isEqualTo(CONNECTION_LIMIT);
        assertThat(ConnectFailures.classify(suppressed, DriverFamily.POSTGRES).reason())
                .isEqualTo(DNS);
    }

    @Test
    void cyclesAndEndlessChainsEnd() {
        SQLException one = new SQLException("one");
        SQLException other = new SQLException("other", one);
        one.initCause(other);
        Throwable endless = new IllegalStateException("bottom");
        for (int i = 0; i < 10_000; i++) {
            endless = new IllegalStateException("wrapped", endless);
        }

        assertThat(ConnectFailures.classify(one, DriverFamily.MYSQL).reason()).isEqualTo(OTHER);
        assertThat(ConnectFailures.classify(endless, DriverFamily.MYSQL).reason())
                .isEqualTo(OTHER);
    }

    private static Arguments of(DriverFamily family, ConnectFailure expected, Throwable thrown) {
        return Arguments.of(family, expected, thrown);
    }

    private static SQLException mariaDb27AfterLogin() {
        return new SQLNonTransientConnectionException(
                "Could not connect to address=(host=127.0.0.1)(port=13306)(type=master) : (conn=109) Too many"
                        + " connections",
                "08004",
                1040,
                new SQLNonTransientConnectionException("(conn=109) Too many connections", "08004", 1040));
    }

    private static SQLException mariaDb27BeforeHandshake() {
        return new SQLNonTransientConnectionException(
                "Could not connect to HostAddress{host='127.0.0.1', port=13306, type='master'}. Too many connections",
                "08000",
                -1,
                new SQLException("Too many connections", null, 0));
    }

    private static SQLException pooled(SQLException cause) {
        return new SQLTransientConnectionException(
                "HikariPool-1 - Connection is not available, request timed out after 30000ms.", "08004", 0, cause);
    }
}
