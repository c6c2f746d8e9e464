package dev.firstfault.it.incidents;

import java.time.Duration;
import java.util.stream.Stream;

/** Services that nothing goes wrong in, each in a way that some fault also shows. */
final class HealthyServices {

    static Stream<Incident> all() {
        return Stream.of(
                        Cells.of(
                                Incident.of("H1"),
                                Cells.HIKARI_AND_DBCP2,
                                cell -> cell.intensity("twice the requests, absorbed")
                                        .settings("factor=2")),
                        Cells.of(
                                Incident.of("H2"),
                                Cells.HIKARI_AND_DBCP2,
                                cell -> cell.intensity("slow start: each answer takes 80 ms at first")
                                        .settings("quiet-s=8", "rate=10")
                                        .before(scene -> scene.proxy().delayAnswers(Duration.ofMillis(80)))
                                        .now(scene -> scene.proxy().delayAnswers(Duration.ZERO))),
                        Cells.of(
                                Incident.of("H3"),
                                Cells.HIKARI_AND_C3P0,
                                cell -> cell.intensity("nightly batch").settings("mishap=nightly", "millis=15000")),
                        Cells.of(
                                Incident.of("H4"),
                                Cells.HIKARI_AND_DBCP2,
                                cell -> cell.intensity("idle connections are ended by the server and opened again")
                                        .settings("test=yes", "rate=1", "least=6", "lasts-s=30")
                                        .before(scene -> scene.database().endIdleAfter(Duration.ofSeconds(2)))),
                        Cells.of(
                                Incident.of("H5"),
                                Cells.TOMCAT_AND_DBCP2,
                                cell -> cell.intensity("fifteen pools of two")
                                        .settings("pools=15", "size=2", "least=1")),
                        Cells.of(
                                Incident.of("H6"),
                                Cells.HIKARI_AND_C3P0,
                                cell -> cell.intensity("idle").settings("rate=0")),
                        Cells.of(
                                Incident.of("H7"),
                                Cells.HIKARI_AND_BONECP,
                                cell -> cell.intensity("warm-up: requests come up over 15 s")
                                        .settings("ramp=15", "quiet-s=1", "rate=40")),
                        Cells.of(
                                Incident.of("H8"),
                                Cells.HIKARI_AND_TOMCAT,
                                cell -> cell.intensity("150 MB of garbage a second in a heap of 64")
                                        .jvm("-Xmx64m")
                                        .settings("garbage-mb=150")))
                .flatMap(cells -> cells);
    }

    private HealthyServices() {}
}
