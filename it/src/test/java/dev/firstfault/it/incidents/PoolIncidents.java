package dev.firstfault.it.incidents;

import java.time.Duration;
import java.util.stream.Stream;

/** Rows C01 to C15: the database, and the pool in front of it. */
final class PoolIncidents {
    private static final String FROM_THE_START = "from the start";

    static Stream<Incident> all() {
        return Stream.of(
                        refusedForWantOfConnections(),
                        takesThemAllItself(),
                        loginRefused(),
                        down(),
                        unreachable(),
                        slow(),
                        oneSlowQuery(),
                        locked(),
                        poolTooSmall(),
                        leak(),
                        noTimeout(),
                        rowByRow(),
                        stale(),
                        readOnly(),
                        longTransactions())
                .flatMap(cells -> cells);
    }

    private static Stream<Incident> refusedForWantOfConnections() {
        return Cells.of(
                Incident.of("C01", "db-connection-limit"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("others take every connection while it serves")
                        .now(scene -> scene.database().takeAllBut(0)),
                cell -> cell.intensity("others leave it two where it needs more")
                        .settings("hold-ms=120")
                        .now(scene -> scene.database().takeAllBut(2)));
    }

    private static Stream<Incident> takesThemAllItself() {
        return Cells.of(
                Incident.of("C02", "own-connection-exhaustion").settings("size=3", "rate=10", "mishap=own-pool"),
                Cells.HIKARI_AND_C3P0,
                cell -> cell.intensity("a pool of its own for every tenth request")
                        .settings("share=10", "lasts-s=40"),
                cell -> cell.intensity("a pool of its own for every request").settings("share=100"));
    }

    private static Stream<Incident> loginRefused() {
        return Cells.of(
                Incident.of("C03", "db-login-refused"),
                Cells.HIKARI_AND_TOMCAT,
                cell -> cell.intensity(FROM_THE_START)
                        .settings("cold=yes")
                        .before(scene -> scene.database().refuseLogin()),
                cell -> cell.intensity("while it serves").now(scene -> {
                    scene.database().refuseLogin();
                    scene.database().killSessions();
                }));
    }

    private static Stream<Incident> down() {
        return Cells.of(
                Incident.of("C04", "db-down"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity(FROM_THE_START)
                        .settings("cold=yes")
                        .before(scene -> scene.proxy().refuse()),
                cell -> cell.intensity("while it serves")
                        .now(scene -> scene.proxy().refuse()));
    }

    private static Stream<Incident> unreachable() {
        return Cells.of(
                Incident.of("C05", "db-unreachable"),
                Cells.HIKARI_AND_TOMCAT,
                cell -> cell.intensity(FROM_THE_START)
                        .timeouts(2, 3)
                        .settings("cold=yes")
                        .before(scene -> scene.proxy().swallowAll()),
                cell -> cell.intensity("while it serves")
                        .timeouts(2, 3)
                        .now(scene -> scene.proxy().swallowAll()));
    }

    private static Stream<Incident> slow() {
        return Cells.of(
                Incident.of("C06", "db-slow"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("the server runs for a quarter of the time")
                        .now(scene -> scene.database().interrupt(Duration.ofMillis(240), Duration.ofMillis(80))),
                cell -> cell.intensity("the server runs for a twentieth of the time")
                        .now(scene -> scene.database().interrupt(Duration.ofMillis(950), Duration.ofMillis(50))));
    }

    private static Stream<Incident> oneSlowQuery() {
        return Cells.of(
                Incident.of("C07", "slow-query"),
                Cells.HIKARI_AND_TOMCAT,
                cell -> cell.intensity("one statement takes 0.4 s")
                        .now(scene -> scene.database().reportsTake(Duration.ofMillis(400))),
                cell -> cell.intensity("one statement takes 4 s")
                        .now(scene -> scene.database().reportsTake(Duration.ofSeconds(4))));
    }

    private static Stream<Incident> locked() {
        return Stream.concat(
                Cells.of(
                        Incident.of("C08", "db-lock-wait"),
                        Cells.HIKARI_AND_DBCP2,
                        cell -> cell.intensity("another transaction holds a quarter of the rows")
                                .now(scene -> scene.database().lockCustomers(100)),
                        cell -> cell.intensity("another transaction holds all rows")
                                .now(scene -> scene.database().lockCustomers(400))),
                Cells.of(
                        Incident.of("C08b", "db-lock-wait").settings("mishap=crossed-rows"),
                        Cells.HIKARI_AND_TOMCAT,
                        cell -> cell.intensity("two of four rows in any order, now and then")
                                .settings("share=30", "count=4", "millis=30"),
                        cell -> cell.intensity("two of three rows in any order, always")
                                .settings("share=100", "count=3", "millis=60")));
    }

    private static Stream<Incident> poolTooSmall() {
        return Cells.of(
                Incident.of("C09", "pool-too-small").settings("size=2", "hold-ms=60"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("two connections for a load of 1.9").settings("rate=29"),
                cell -> cell.intensity("two connections for a load of 3").settings("rate=45"));
    }

    private static Stream<Incident> leak() {
        return Cells.of(
                Incident.of("C10", "connection-leak").settings("mishap=forget", "lasts-s=30"),
                Cells.HIKARI_AND_C3P0,
                cell -> cell.intensity("of 100 connections 4 are not given back")
                        .settings("share=4"),
                cell -> cell.intensity("of 100 connections 20 are not given back")
                        .settings("share=20"));
    }

    private static Stream<Incident> noTimeout() {
        return Cells.of(
                Incident.of("C11", "missing-timeout").settings("least=8", "rate=40", "lasts-s=30"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("a third of the connections get no answer any more")
                        .now(scene -> scene.proxy().swallow(34)),
                cell -> cell.intensity("no connection gets an answer any more")
                        .now(scene -> scene.proxy().swallow(100)));
    }

    private static Stream<Incident> rowByRow() {
        return Cells.of(
                Incident.of("C12", "n-plus-one").settings("mishap=row-by-row"),
                Cells.HIKARI_AND_BONECP,
                cell -> cell.intensity("25 statements instead of 2").settings("count=25"),
                cell -> cell.intensity("150 statements instead of 2").settings("count=150"));
    }

    private static Stream<Incident> stale() {
        return Cells.of(
                Incident.of("C13", "stale-connections").settings("least=10", "rate=40", "hold-ms=100"),
                Cells.TOMCAT_AND_DBCP2,
                cell -> cell.intensity("the server ends every session")
                        .now(scene -> scene.database().killSessions()),
                cell -> cell.intensity("a reset ends half of the connections")
                        .now(scene -> scene.proxy().reset(50)));
    }

    private static Stream<Incident> readOnly() {
        return Cells.of(
                Incident.of("C14", "db-read-only"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("sessions go on")
                        .now(scene -> scene.database().readOnly()),
                cell -> cell.intensity("sessions end, few requests write")
                        .settings("rate=8")
                        .now(scene -> {
                            scene.database().readOnly();
                            scene.database().killSessions();
                        }));
    }

    private static Stream<Incident> longTransactions() {
        return Cells.of(
                Incident.of("C15", "long-transaction").settings("mishap=linger"),
                Cells.HIKARI_AND_TOMCAT,
                cell -> cell.intensity("of 100 transactions 12 take 4 s").settings("share=12", "millis=4000"),
                cell -> cell.intensity("of 100 transactions 30 take 8 s").settings("share=30", "millis=8000"));
    }

    private PoolIncidents() {}
}
