package dev.firstfault.it.incidents;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Pairs of incidents that show the same last symptom and have different causes. */
final class LookAlikes {

    /**
     * @param id row of the catalogue
     * @param symptom what both show
     * @param sides ids of the incidents
     */
    record Pair(String id, String symptom, List<String> sides) {
        @Override
        public String toString() {
            return id + " " + symptom + ": " + String.join(", ", sides);
        }
    }

    static final List<Pair> PAIRS = List.of(
            new Pair("L03", "the server has no connection left", List.of("C01", "C02")),
            new Pair("L04", "waiting for a connection times out", List.of("C06", "C10", "C15")),
            new Pair("L05", "waiting for a connection times out", List.of("C09", "E01")),
            new Pair("L06", "waiting for a connection times out", List.of("C06", "C07")),
            new Pair("L07", "statements take long", List.of("C06", "L07b")),
            new Pair("L08", "more statements, and slower ones", List.of("C12", "E01")),
            new Pair("L09", "the executor's queue is full", List.of("E02", "E01", "E05")),
            new Pair("L10", "nothing moves, and no CPU is used", List.of("E03", "E04", "C11")),
            new Pair("L22", "no connection can be had", List.of("D01", "C04", "C05", "D03")),
            new Pair("L23", "errors go on after the blip", List.of("F01", "L23b")),
            new Pair("L25", "connections in use break", List.of("C13", "L25b")));

    /** The sides that are no row of the catalogue by themselves. */
    static Stream<Incident> sides() {
        return Stream.of(
                        Cells.of(
                                Incident.of("L07b", "gc-thrashing", "heap-leak", "heap-too-small")
                                        .jvm("-Xmx128m", "-XX:+UseSerialGC")
                                        .settings("keep-mb=106"),
                                Cells.HIKARI_AND_DBCP2,
                                cell -> cell.intensity("collections take most of the time")
                                        .settings("garbage-mb=300", "keep-mb=109"),
                                cell -> cell.intensity("collections take half of the time")
                                        .settings("garbage-mb=150")),
                        Cells.of(
                                Incident.of("L23b", "db-unreachable")
                                        .timeouts(1, 1)
                                        .settings("rate=15", "workers=32", "size=20", "retries=3", "backoff-ms=200")
                                        .now(scene -> scene.proxy().swallowAll()),
                                Cells.HIKARI_AND_TOMCAT,
                                cell -> cell.intensity("the database does not come back"),
                                cell -> cell.intensity("the database does not come back, ten attempts")
                                        .settings("retries=10")),
                        Cells.of(
                                Incident.of("L25b", "db-down").settings("least=10", "rate=40"),
                                Cells.TOMCAT_AND_DBCP2,
                                cell -> cell.intensity("the server is away for 8 s")
                                        .now(scene -> scene.restart(Duration.ofSeconds(8))),
                                cell -> cell.intensity("the server is away for 15 s")
                                        .now(scene -> scene.restart(Duration.ofSeconds(15)))))
                .flatMap(cells -> cells);
    }

    /** Of each side one incident, or all. */
    static List<Incident> of(Pair pair, List<Incident> among) {
        List<Incident> found = new ArrayList<>();
        for (String side : pair.sides()) {
            among.stream().filter(incident -> incident.id().equals(side)).forEach(found::add);
        }
        return found;
    }

    private LookAlikes() {}
}
