package dev.firstfault.it.incidents;

import java.time.Duration;
import java.util.stream.Stream;

/** Rows A08, A09, E01 to E05, F01, F04, F05: memory, threads, executors, locks, attempts again. */
final class ThreadIncidents {
    private static final String DIES_OF_MEMORY = "-XX:+ExitOnOutOfMemoryError";

    static Stream<Incident> all() {
        return Stream.of(
                        wholeAnswer(),
                        queueWithoutBound(),
                        surge(),
                        slowDownstream(),
                        deadlock(),
                        starvation(),
                        contendedLock(),
                        retryStorm(),
                        poison(),
                        impatience())
                .flatMap(cells -> cells);
    }

    private static Stream<Incident> wholeAnswer() {
        return Cells.of(
                Incident.of("A08", "result-set-buffered")
                        .jvm(DIES_OF_MEMORY)
                        .settings("mishap=everything", "share=5")
                        .endsByItself(),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("3 million rows, 128 MB").settings("count=3000000"),
                cell -> cell.intensity("1 million rows, 64 MB").jvm("-Xmx64m").settings("count=1000000"));
    }

    private static Stream<Incident> queueWithoutBound() {
        return Cells.of(
                Incident.of("A09", "slow-downstream", "db-slow", "network-slow")
                        .jvm(DIES_OF_MEMORY, "-Xmx96m")
                        .settings("queue=0", "workers=8", "rate=40")
                        .now(scene -> scene.proxy().delayAnswers(Duration.ofMillis(500)))
                        .endsByItself(),
                Cells.HIKARI_AND_TOMCAT,
                cell -> cell.intensity("100 KB with each request").settings("body-kb=100"),
                cell -> cell.intensity("250 KB with each request").settings("body-kb=250"));
    }

    private static Stream<Incident> surge() {
        return Cells.of(
                Incident.of("E01", "load-surge").settings("rate=10", "size=8", "workers=8", "queue=100", "hold-ms=100"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("8 times the requests").settings("factor=8"),
                cell -> cell.intensity("15 times the requests").settings("factor=15"));
    }

    private static Stream<Incident> slowDownstream() {
        return Cells.of(
                Incident.of("E02", "slow-downstream", "db-slow", "network-slow")
                        .settings("size=20", "workers=8", "queue=50"),
                Cells.HIKARI_AND_C3P0,
                cell -> cell.intensity("150 ms more for each answer")
                        .now(scene -> scene.proxy().delayAnswers(Duration.ofMillis(150))),
                cell -> cell.intensity("600 ms more for each answer")
                        .now(scene -> scene.proxy().delayAnswers(Duration.ofMillis(600))));
    }

    private static Stream<Incident> deadlock() {
        return Cells.of(
                Incident.of("E03", "deadlock").settings("mishap=crossed-locks"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("every fifth request takes two locks in any order")
                        .settings("share=20"),
                cell -> cell.intensity("every request takes two locks in any order")
                        .settings("share=100"));
    }

    private static Stream<Incident> starvation() {
        return Cells.of(
                Incident.of("E04", "executor-starvation").settings("mishap=ask-colleague", "workers=4", "hold-ms=100"),
                Cells.HIKARI_AND_TOMCAT,
                cell -> cell.intensity("every second request waits for a task of its own executor")
                        .settings("share=50", "rate=30"),
                cell -> cell.intensity("every request waits for a task of its own executor")
                        .settings("share=100"));
    }

    private static Stream<Incident> contendedLock() {
        return Cells.of(
                Incident.of("E05", "lock-contention").settings("mishap=one-lock"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("one lock for 48 ms of each request").settings("millis=48"),
                cell -> cell.intensity("one lock for 120 ms of each request").settings("millis=120"));
    }

    private static Stream<Incident> retryStorm() {
        return Cells.of(
                Incident.of("F01", "retry-storm")
                        .settings("reserve=yes", "lasts-s=40", "rate=20", "workers=40", "size=32", "queue=100")
                        .now(scene -> scene.pause(Duration.ofSeconds(6))),
                Cells.ON_POSTGRESQL,
                cell -> cell.intensity("ten attempts without a pause").settings("retries=10"),
                cell -> cell.intensity("thirty attempts without a pause").settings("retries=30"));
    }

    private static Stream<Incident> poison() {
        return Cells.of(
                Incident.of("F04", "poison-request").settings("mishap=indigestible"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("the same message once a second").settings("millis=1000"),
                cell -> cell.intensity("the same message ten times a second").settings("millis=100"));
    }

    private static Stream<Incident> impatience() {
        return Cells.of(
                Incident.of("F05", "timeout-too-short").settings("mishap=impatient", "share=10"),
                Cells.HIKARI_AND_TOMCAT,
                cell -> cell.intensity("a limit of 1 s on what takes 2.5 s").settings("count=1"),
                cell -> cell.intensity("a read timeout of 1 s for what takes 2.5 s")
                        .timeouts(2, 1)
                        .settings("count=0"));
    }

    private ThreadIncidents() {}
}
