package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Consequence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Hypothesis;
import dev.firstfault.diagnosis.verdict.Moment;
import dev.firstfault.diagnosis.verdict.MomentRole;
import dev.firstfault.diagnosis.verdict.RuledOut;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.Damage;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Processes as diagnosis describes them, for the reports to render. */
final class Cases {

    static final String TARGET = "jdbc:mysql://db:3306/hive";

    private static final long SECOND = 1_000_000_000L;
    private static final long ORIGIN = Instant.parse("2026-11-22T09:19:10.500Z").toEpochMilli();

    private Cases() {}

    /** A metastore whose database refused it, and which gave up. */
    static DiagnosedProcess refused() {
        Fault fault = new Fault(
                FaultKind.DB_CONNECTION_LIMIT,
                TARGET,
                41 * SECOND,
                Confidence.HIGH,
                "The database refused 10 of 10 connections from 10:19:51 on: \"Too many connections\" (1040, 08004)."
                        + " This process held none of its connections.");
        Verdict verdict = new Verdict(
                new Ending(EndingKind.EXIT, true, 63 * SECOND, 1, "System.exit(1) was called from HiveMetaStore.main."),
                fault,
                List.of(new Hypothesis(FaultKind.DB_CONNECTION_LIMIT, TARGET, 0.95)),
                List.of(
                        new Moment(3 * SECOND, "pool HikariPool-1 opened, at most 10 connections", MomentRole.CONTEXT),
                        new Moment(
                                41 * SECOND,
                                "the database refused a connection: 1040 Too many connections",
                                MomentRole.FIRST),
                        new Moment(41 * SECOND + 250_000_000L, "9 more refusals within 20 s", MomentRole.CONSEQUENCE),
                        new Moment(63 * SECOND, "exit(1)", MomentRole.CONSEQUENCE)),
                List.of(new Consequence(
                        "pool-timeout", 62 * SECOND, "checkouts waited 20 s for connections that never came.")),
                List.of(
                        new RuledOut(FaultKind.OWN_CONNECTION_EXHAUSTION, "this process held no connection to it"),
                        new RuledOut(FaultKind.HEAP_LEAK, "the heap after collections stayed at 40 MB of 1024 MB")),
                List.of("who holds the connections: the server's process list at that time"),
                List.of(
                        "On the server: show processlist; show variables like 'max_connections'.",
                        "Heap size is not the cause."));
        ErrorDetail error = new ErrorDetail(
                41 * SECOND,
                "java.sql.SQLNonTransientConnectionException",
                "Too many\nconnections \u001b[31m",
                "08004",
                1040,
                "main",
                """
                com.mysql.cj.jdbc.ConnectionImpl.createNewIO(ConnectionImpl.java:815)
                com.zaxxer.hikari.pool.PoolBase.newConnection(PoolBase.java:364)
                """);
        Signal unhooked = new Signal(
                2 * SECOND,
                SignalKind.UNHOOKED,
                new Resource(ResourceKind.AGENT_PART, "bonecp-pool getConnection"),
                0,
                0,
                0,
                0,
                1,
                null);
        return process(verdict, List.of(unhooked), List.of(error), Damage.NONE);
    }

    /** A process in which nothing went wrong. */
    static DiagnosedProcess healthy() {
        Verdict verdict = new Verdict(
                new Ending(EndingKind.RUNNING, true, 63 * SECOND, null, "The process is running."),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return process(verdict, List.of(), List.of(), Damage.NONE);
    }

    /** A process whose death the evidence does not explain. */
    static DiagnosedProcess unexplained() {
        Verdict verdict = new Verdict(
                new Ending(EndingKind.KILLED, false, 63 * SECOND, null, "Nothing in the process announced its end."),
                new Fault(FaultKind.UNKNOWN, "", 60 * SECOND, Confidence.NONE, "Two things went wrong at one time."),
                List.of(
                        new Hypothesis(FaultKind.DB_DOWN, TARGET, 0.452),
                        new Hypothesis(FaultKind.CONTAINER_MEMORY, "", 0.4)),
                List.of(),
                List.of(),
                List.of(),
                List.of("the kernel log: who killed it"),
                List.of());
        return process(verdict, List.of(), List.of(), new Damage(900, 2, List.of("frame 17: checksum")));
    }

    /** More of everything than a screen holds. */
    static DiagnosedProcess endless() {
        String words = "and then something else happened that takes many words to tell ".repeat(8);
        List<Moment> moments = new ArrayList<>();
        List<Consequence> consequences = new ArrayList<>();
        List<RuledOut> ruledOut = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < Verdict.MAX_MOMENTS; i++) {
            moments.add(new Moment(i * SECOND, words, i == 2 ? MomentRole.FIRST : MomentRole.CONSEQUENCE));
        }
        for (int i = 0; i < 12; i++) {
            consequences.add(new Consequence("symptom-" + i, i * SECOND, words));
            ruledOut.add(new RuledOut(FaultKind.DB_DOWN, "item " + i + " " + words));
            texts.add("item " + i + " " + words);
        }
        Verdict verdict = new Verdict(
                new Ending(EndingKind.OOM_EXIT, true, 63 * SECOND, 3, words),
                new Fault(FaultKind.HEAP_LEAK, "heap" + "x".repeat(300), 2 * SECOND, Confidence.MEDIUM, words),
                List.of(),
                moments,
                consequences,
                ruledOut,
                texts,
                texts);
        return process(verdict, List.of(), List.of(), Damage.NONE);
    }

    /** A process with curves to draw, in which all that others can put words to has this name. */
    static DiagnosedProcess drawn(String name) {
        Resource pool = new Resource(ResourceKind.POOL, name);
        List<Signal> signals = new ArrayList<>();
        for (int second = 1; second < 60; second++) {
            signals.add(new Signal(
                    second * SECOND,
                    SignalKind.POOL_STATE,
                    pool,
                    0,
                    Signal.pack(Math.min(10, second / 4), 1),
                    Signal.pack(Math.max(0, second - 40), 10),
                    0,
                    1,
                    null));
        }
        ErrorDetail error = new ErrorDetail(50 * SECOND, name, name, name, 1, name, name + "\n" + name);
        signals.add(new Signal(
                51 * SECOND, SignalKind.DEGRADED, new Resource(ResourceKind.AGENT_PART, name), 0, 0, 0, 0, 1, error));
        Verdict verdict = new Verdict(
                new Ending(EndingKind.KILLED, true, 63 * SECOND, 137, name),
                new Fault(FaultKind.POOL_TOO_SMALL, name, 41 * SECOND, Confidence.HIGH, name),
                List.of(),
                List.of(
                        new Moment(41 * SECOND, name, MomentRole.FIRST),
                        new Moment(63 * SECOND, name, MomentRole.CONSEQUENCE)),
                List.of(new Consequence("pool-pending", 45 * SECOND, name)),
                List.of(new RuledOut(FaultKind.DB_SLOW, name)),
                List.of(name),
                List.of(name));
        return process(verdict, signals, List.of(error), new Damage(10, 0, List.of(name)));
    }

    private static DiagnosedProcess process(
            Verdict verdict, List<Signal> signals, List<ErrorDetail> errors, Damage damage) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(ProcessInfo.APP, "metastore");
        facts.put(ProcessInfo.PID, "4711");
        facts.put(ProcessInfo.ROLE, "metastore");
        facts.put(ProcessInfo.JDK, "17.0.15");
        facts.put(ProcessInfo.START_EPOCH_MILLIS, String.valueOf(ORIGIN - 400));
        facts.put(ProcessInfo.MAX_HEAP_BYTES, "1073741824");
        facts.put(ProcessInfo.AGENT_VERSION, "0.1.0");
        facts.put(ProcessInfo.FLAG_PREFIX + "ExitOnOutOfMemoryError", "true");
        Timeline timeline = new Timeline(
                new ProcessInfo(facts),
                ProcessState.RUNNING,
                ORIGIN,
                63 * SECOND,
                false,
                List.of(),
                signals,
                errors,
                Map.of(),
                damage);
        return new DiagnosedProcess("metastore-1795339150100-4711.ffbox", timeline, verdict);
    }
}
