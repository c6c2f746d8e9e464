package dev.firstfault.exporters.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TextReportTest {

    private final TextReport report = new TextReport(ZoneOffset.ofHours(1), TextStyle.PLAIN);

    @Test
    void theReportAnswersInTheOrderOfTheQuestions() {
        assertThat(report.of(Cases.refused())).isEqualTo("""
                        metastore, pid 4711, JDK 17.0.15, started 2026-11-22 10:19:10 +01:00, recorded for 63.4 s

                        ENDING        exit, exit code 1: System.exit(1) was called from HiveMetaStore.main.
                        FIRST FAULT   db-connection-limit, high confidence, jdbc:mysql://db:3306/hive
                                      The database refused 10 of 10 connections from 10:19:51 on: "Too many connections" (1040,
                                      08004). This process held none of its connections.

                        TIMELINE      10:19:13.500      -38.0 s     pool HikariPool-1 opened, at most 10 connections
                                      10:19:51.500          0 s  >> the database refused a connection: 1040 Too many connections
                                      10:19:51.750      +250 ms  -> 9 more refusals within 20 s
                                      10:20:13.500      +22.0 s  -> exit(1)

                        NOT CAUSES    pool-timeout: checkouts waited 20 s for connections that never came.
                        RULED OUT     own-connection-exhaustion: this process held no connection to it
                                      heap-leak: the heap after collections stayed at 40 MB of 1024 MB
                        MISSING       who holds the connections: the server's process list at that time

                        NEXT          On the server: show processlist; show variables like 'max_connections'.
                                      Heap size is not the cause.

                        DETAILS

                        PROCESS       read from metastore-1795339150100-4711.ffbox
                                      app = metastore
                                      pid = 4711
                                      role = metastore
                                      jdk = 17.0.15
                                      start.epoch.millis = 1795339150100
                                      heap.max.bytes = 1073741824
                                      agent.version = 0.1.0
                                      JVM flag ExitOnOutOfMemoryError = true
                                      agent started 2026-11-22 10:19:10 +01:00, last record 2026-11-22 10:20:13 +01:00
                        RECORDS       0 samples, 1 signals, 1 distinct errors
                                      0 records read, 0 damaged and skipped
                        AGENT HEALTH  10:19:12.500 not hooked: bonecp-pool getConnection

                        FIRST ERRORS, each in the words of whoever threw it
                        10:19:51.500  java.sql.SQLNonTransientConnectionException, SQLState 08004, code 1040, thread main
                                      Too many connections [31m
                                        at com.mysql.cj.jdbc.ConnectionImpl.createNewIO(ConnectionImpl.java:815)
                                        at com.zaxxer.hikari.pool.PoolBase.newConnection(PoolBase.java:364)
                        """);
    }

    @Test
    void whereNothingWentWrongItSaysSo() {
        assertThat(firstScreen(report.of(Cases.healthy()))).isEqualTo("""
                        metastore, pid 4711, JDK 17.0.15, started 2026-11-22 10:19:10 +01:00, recorded for 63.4 s

                        ENDING        running: The process is running.
                        FIRST FAULT   none: nothing that was observed went wrong.
                        """);
    }

    @Test
    void whereTheEvidenceIsNotEnoughItSaysSoAndWhatWouldTell() {
        assertThat(firstScreen(report.of(Cases.unexplained()))).isEqualTo("""
                        metastore, pid 4711, JDK 17.0.15, started 2026-11-22 10:19:10 +01:00, recorded for 63.4 s

                        ENDING        killed (most likely): Nothing in the process announced its end.
                        FIRST FAULT   not enough evidence
                                      Two things went wrong at one time.
                                      db-down jdbc:mysql://db:3306/hive: score 45 of 100
                                      container-memory: score 40 of 100

                        MISSING       the kernel log: who killed it
                        """);
    }

    @Test
    void theScreenIsNeverLongerThanATerminalAndNothingIsLost() {
        String text = report.of(Cases.endless());
        assertThat(text.lines()).allMatch(line -> line.length() <= Section.WIDTH);
        assertThat(firstScreen(text).lines().count()).isLessThanOrEqualTo(TextReport.SCREEN_LINES);
        assertThat(firstScreen(text))
                .contains("ENDING ", "FIRST FAULT ", ">> and then", "NOT CAUSES ", "RULED OUT ", "MISSING ", "NEXT ");
        assertThat(text.substring(firstScreen(text).length())).contains("symptom-11", "item 11", "db-down: item 11");
    }

    @Test
    void colourIsOnlyForTerminals() {
        assertThat(report.of(Cases.refused())).doesNotContain("\u001b");
        String coloured = new TextReport(ZoneOffset.UTC, TextStyle.COLOUR).of(Cases.refused());
        assertThat(coloured).contains("\u001b[1mFIRST FAULT\u001b[0m", "\u001b[1;31mdb-connection-limit");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).doesNotContain("\u001b");
    }

    /** What stands before the details. */
    private static String firstScreen(String text) {
        return text.substring(0, text.indexOf("\n" + TextReport.DETAILS));
    }
}
