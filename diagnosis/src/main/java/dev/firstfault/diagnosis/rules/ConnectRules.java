package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.ConnectFailure;
import java.util.Arrays;
import java.util.List;

/** The rules on failures to connect. */
final class ConnectRules {

    private ConnectRules() {}

    static List<Rule> all() {
        return Arrays.asList(
                new DbConnectionLimitRule(),
                new OwnConnectionExhaustionRule(),
                new ConnectFailureRule(
                        FaultKind.DB_LOGIN_REFUSED,
                        Node.LOGIN_REFUSED,
                        ConnectFailure.LOGIN_REFUSED,
                        ConnectFailure.NO_DATABASE,
                        null,
                        2,
                        "the server does not accept the user (SQLState class 28, 1045, ...)",
                        "The database refused the login of %s"),
                new ConnectFailureRule(
                        FaultKind.DB_DOWN,
                        Node.SERVER_DOWN,
                        ConnectFailure.DOWN,
                        ConnectFailure.NOT_READY,
                        ConnectFailure.DROPPED,
                        10,
                        "nobody listens at the target's port (connection refused)",
                        "Nobody listened at the database's port for %s"),
                new ConnectFailureRule(
                        FaultKind.DB_UNREACHABLE,
                        Node.SERVER_SILENT,
                        ConnectFailure.UNREACHABLE,
                        null,
                        ConnectFailure.DROPPED,
                        10,
                        "the target does not answer in time, or there is no way to it",
                        "The database did not answer %s"),
                new ConnectFailureRule(
                        FaultKind.DNS_FAILURE,
                        Node.NAME_UNRESOLVED,
                        ConnectFailure.DNS,
                        null,
                        null,
                        10,
                        "the target's host name does not resolve",
                        "The database's host name did not resolve for %s"),
                new ConnectFailureRule(
                        FaultKind.TLS_FAILURE,
                        Node.HANDSHAKE_FAILED,
                        ConnectFailure.TLS,
                        null,
                        ConnectFailure.DROPPED,
                        5,
                        "the TLS handshake with the target fails",
                        "The TLS handshake with the database failed for %s"),
                new LocalLimitRule(
                        FaultKind.PORTS_EXHAUSTED,
                        "no local port is left to connect from (Cannot assign requested address)",
                        "cannot assign requested address",
                        "address already in use"),
                new FileDescriptorRule(),
                new ThreadLimitRule());
    }
}
