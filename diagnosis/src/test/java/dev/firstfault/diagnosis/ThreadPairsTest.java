package dev.firstfault.diagnosis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.firstfault.diagnosis.onset.WaitHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Consequence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.MomentRole;
import dev.firstfault.diagnosis.verdict.RuledOut;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StatementFailure;
import dev.firstfault.signals.Timeline;
import dev.firstfault.signals.WaitKind;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pairs of executors, threads and retries that look alike from outside, and what tells them apart. */
class ThreadPairsTest {

    private static final Resource SHAPE = new Resource(ResourceKind.STATEMENT, "insert into orders values (?, ?)");

    /** L09: a full queue by a surge, by a slow database, by a lock: the earliest of the three is the fault. */
    @Test
    void aFullQueueIsNamedByWhatCameFirst() {
        Verdict surge = Diagnosis.diagnose(ThreadIncidents.SURGE_ON_A_DATABASE.timeline(1));
        Verdict slow = Diagnosis.diagnose(ThreadIncidents.SLOW_DATABASE_BEHIND.timeline(1));
        assertThat(kind(surge)).isEqualTo(FaultKind.LOAD_SURGE);
        assertThat(ThreadIncidents.SLOW_DATABASE_BEHIND.is(kind(slow))).isTrue();
        assertThat(surge.ruledOut()).extracting(RuledOut::kind).contains(FaultKind.SLOW_DOWNSTREAM);
        assertThat(slow.ruledOut()).extracting(RuledOut::kind).contains(FaultKind.LOAD_SURGE);
        for (Verdict verdict : new Verdict[] {surge, slow}) {
            assertThat(verdict.consequences())
                    .extracting(Consequence::kind)
                    .contains("executor-saturated", "queue-growth", "tasks-rejected");
        }

        Workers locked = workers(Scene.jvm(), 8, 50);
        locked.lock = t -> t < 40 ? 0 : 60;
        Verdict lock = Diagnosis.diagnose(locked.play(100).runsUntil(100));
        assertThat(kind(lock)).isEqualTo(FaultKind.LOCK_CONTENTION);
        assertThat(lock.consequences()).extracting(Consequence::kind).contains("tasks-rejected");
    }

    @Test
    void whatTheFlightRecorderSawOfAStandstillIsSaid() {
        Scene scene = Scene.jvm();
        ErrorDetail what = new ErrorDetail(0, "standstill", "stopping all threads", null, 0, "", "");
        scene.record(95, SignalKind.STANDSTILL, null, 1.4, 1, 0, 0, 1, what);
        Verdict verdict = Diagnosis.diagnose(Levels.paused(scene.runsUntil(100), 3, 1500, 40));

        assertThat(kind(verdict)).isEqualTo(FaultKind.SAFEPOINT_PAUSE);
        assertThat(requireNonNull(verdict.firstFault()).summary())
                .endsWith("The flight recorder saw it spend 1.4 s on stopping all threads.");
    }

    /** L09, the fourth parent: a process that collects for most of the time is slow by itself. */
    @Test
    void aFullQueueBehindCollectionsIsNotMadeTheDatabasesFault() {
        Workers workers = workers(Scene.jvm(), 8, 50);
        workers.work = t -> 10;
        workers.statement = t -> 10;
        workers.pace = t -> t < 40 ? 1 : 8;
        Timeline timeline = Levels.collecting(workers.play(100).runsUntil(100), 0.8, 40);
        Fault fault = requireNonNull(Diagnosis.diagnose(timeline).firstFault());
        assertThat(fault.confidence()).isNotEqualTo(Confidence.HIGH);
    }

    /** L07 and B12: the CPU limit makes the database look slow. */
    @Test
    void aThrottledProcessIsNamedBeforeTheDatabaseItSeesSlow() {
        Verdict verdict = Diagnosis.diagnose(ThreadIncidents.THROTTLED.timeline(3));
        assertThat(kind(verdict)).isEqualTo(FaultKind.CPU_THROTTLED);
        assertThat(verdict.consequences()).extracting(Consequence::kind).contains("executor-saturated");
    }

    /** L10: nothing moves. The JVM knows a deadlock; workers that wait for their own queue are another matter. */
    @Test
    void nothingMovesByADeadlockOrByStarvation() {
        Verdict deadlock = Diagnosis.diagnose(ThreadIncidents.DEADLOCKED.timeline(2));
        assertThat(kind(deadlock)).isEqualTo(FaultKind.DEADLOCK);
        assertThat(requireNonNull(deadlock.firstFault()).summary()).contains("a waits for Left held by b");
        Verdict starvation = Diagnosis.diagnose(ThreadIncidents.STARVED.timeline(2));
        Fault fault = requireNonNull(starvation.firstFault());
        assertThat(fault.kind()).isEqualTo(FaultKind.EXECUTOR_STARVATION);
        assertThat(fault.summary())
                .contains("for tasks of the same executor")
                .contains("stand in its queue")
                .contains("At com.example.Job.run(Job.java:42)");
        assertThat(starvation.advice()).isNotEmpty();
    }

    /** L11: the same words of the system; what differs is what the threads of the process did before. */
    @Test
    void aRefusedThreadIsALeakWhereThreadsGrewAndALimitWhereNot() {
        Scene leak = Scene.jvm().uncaught(99, "java.lang.OutOfMemoryError", "unable to create native thread");
        for (double t = 45; t < 99; t += 5) {
            long now = (long) ((t - 40) * 20);
            leak.record(
                    t,
                    SignalKind.THREAD_FAMILY,
                    new Resource(ResourceKind.THREAD, "pool-#-thread-#"),
                    0,
                    now,
                    now + 40,
                    0,
                    1,
                    null);
        }
        Verdict leaks = Diagnosis.diagnose(Levels.threads(leak.runsUntil(100), 40, 40, 20));
        only(leaks, FaultKind.THREAD_LEAK, Confidence.HIGH);
        assertThat(leaks.ruledOut()).extracting(RuledOut::kind).contains(FaultKind.THREAD_LIMIT);

        Scene limit = Scene.jvm().uncaught(99, "java.lang.OutOfMemoryError", "unable to create native thread");
        only(Diagnosis.diagnose(limit.runsUntil(100)), FaultKind.THREAD_LIMIT, Confidence.HIGH);
    }

    /** L11 by way of the driver, which cannot start its threads either. */
    @Test
    void aDriverThatGetsNoThreadIsAConsequenceOfTheLeak() {
        Scene scene = Scene.jvm();
        for (double t = 80; t < 100; t += 2) {
            scene.fails(t, 0.01, ConnectFailure.LOCAL_LIMIT, null, 0, "unable to create native thread");
        }
        Fault fault = requireNonNull(Diagnosis.diagnose(Levels.threads(scene.runsUntil(100), 40, 20, 25))
                .firstFault());
        assertThat(fault.kind()).isEqualTo(FaultKind.THREAD_LEAK);
    }

    /** L22: which phase of connecting failed. */
    @Test
    void aConnectionThatCannotBeHadIsNamedByThePhaseThatFailed() {
        only(failing(ConnectFailure.DNS, "db: Name or service not known"), FaultKind.DNS_FAILURE, Confidence.HIGH);
        only(failing(ConnectFailure.DOWN, "Connection refused"), FaultKind.DB_DOWN, Confidence.HIGH);
        only(failing(ConnectFailure.TLS, "PKIX path validation failed"), FaultKind.TLS_FAILURE, Confidence.HIGH);
    }

    private static Verdict failing(ConnectFailure reason, String message) {
        Scene scene = Scene.jvm();
        for (double t = 10; t < 60; t += 1.5) {
            scene.fails(t, 0.01, reason, null, 0, message);
        }
        return Diagnosis.diagnose(scene.runsUntil(60));
    }

    /** L23: after a blip the retries are the load; a database that does not come back is the fault itself. */
    @Test
    void errorsThatOutlastABlipAreTheRetriesAndErrorsThatGoOnAreTheDatabase() {
        Verdict storm = Diagnosis.diagnose(retries(true).runsUntil(100));
        Fault fault = only(storm, FaultKind.RETRY_STORM, Confidence.HIGH);
        assertThat(fault.atNanos() / 1_000_000_000L).isBetween(39L, 42L);
        assertThat(fault.summary()).contains("times as many attempts");

        Fault away = Diagnosis.diagnose(retries(false).runsUntil(100)).firstFault();
        assertThat(away == null || away.kind() != FaultKind.RETRY_STORM).isTrue();
    }

    /** Twenty tasks a second of one statement each; from 40 to 44 s nothing answers; then it does again, or never. */
    private static Scene retries(boolean back) {
        Scene scene = Scene.jvm();
        assertThat(scene.idOf(scene.target())).isEqualTo(1);
        scene.pool("HikariPool-1", 32, 1);
        for (int i = 0; i < 32; i++) {
            scene.connects(1 + i * 0.02, 0.02);
        }
        Resource executor = new Resource(ResourceKind.EXECUTOR, "order-worker");
        scene.record(
                1,
                SignalKind.EXECUTOR_OPENED,
                executor,
                0,
                Signal.pack(40, 40),
                -1,
                ExecutorKind.THREAD_POOL.id(),
                1,
                null);
        for (int t = 2; t < 100; t++) {
            boolean blip = t >= 40 && t < 44;
            boolean after = t >= 44;
            boolean dead = blip || (after && !back);
            int ended = dead ? 32 : after ? 110 : 20;
            int failed = dead ? 32 : after ? 80 : 0;
            int tasks = dead ? 0 : after ? 12 : 20;
            scene.record(
                    t,
                    SignalKind.STATEMENTS,
                    scene.target(),
                    after || blip ? 1 : 0.02,
                    Signal.pack(ended, failed),
                    Signal.pack(after || blip ? 32_000 : 200, after || blip ? 32 : 0),
                    0,
                    1,
                    null);
            if (failed > 0) {
                scene.record(
                        t,
                        SignalKind.STATEMENT_FAILED,
                        scene.target(),
                        1,
                        StatementFailure.TIMED_OUT.id(),
                        Signal.pack(0, 1000),
                        Signal.pack(scene.idOf(SHAPE), 0),
                        failed,
                        null);
            }
            scene.record(
                    t,
                    SignalKind.POOL_STATE,
                    new Resource(ResourceKind.POOL, "HikariPool-1"),
                    0,
                    Signal.pack(after || blip ? 32 : 1, after || blip ? 0 : 31),
                    Signal.pack(after || blip ? 8 : 0, 32),
                    Signal.pack(ended, 20),
                    1,
                    null);
            scene.record(
                    t,
                    SignalKind.EXECUTOR_STATE,
                    executor,
                    after || blip ? t - 39.5 : 0,
                    Signal.pack(after || blip ? 40 : 1, 40),
                    Signal.pack(blip ? (t - 40) * 20 : after ? 80 + (t - 44) * 8 : 0, 40),
                    Signal.pack(tasks, 1000),
                    1,
                    null);
        }
        return scene;
    }

    /** L26: the heap fills with what waits for a slow database, or by itself. */
    @Test
    void aHeapThatFillsWithAQueueIsTheDatabasesFault() {
        Scene scene = Scene.jvm().heap(128).needs(30, 2).garbage(4).exitOnOom();
        Workers workers = workers(scene, 8, -1);
        workers.rate = t -> 40;
        workers.work = t -> 5;
        workers.statement = t -> t < 40 ? 10 : 500;
        scene.leaks(24 * 0.1, 41, 200); // of 40 tasks a second 16 are done, each of the others keeps 100 KB
        Verdict verdict = Diagnosis.diagnose(workers.play(100).diesOfHeap(100));
        assertThat(scene.oomAt()).isPositive();
        assertThat(ThreadIncidents.SLOW_DATABASE_BEHIND.is(kind(verdict)))
                .as(String.valueOf(verdict.firstFault()))
                .isTrue();
        assertThat(verdict.consequences())
                .extracting(Consequence::kind)
                .contains("queue-growth", "queued-memory", "out-of-memory");

        Scene leak = Scene.jvm().heap(128).needs(30, 2).garbage(4).exitOnOom().leaks(2.4, 41, 200);
        Workers quick = workers(leak, 8, -1);
        quick.rate = t -> 40;
        Verdict leaks = Diagnosis.diagnose(quick.play(100).diesOfHeap(100));
        assertThat(kind(leaks)).isIn(FaultKind.HEAP_LEAK, FaultKind.UNKNOWN);
    }

    /** Thrift gives each client a worker: the clients are the load, and how many come is not seen. */
    @Test
    void aServerWithoutAFreeWorkerIsNamedThoughItTurnsNobodyAway() {
        Resource server = new Resource(ResourceKind.EXECUTOR, "pool-7");
        Scene scene = Scene.jvm();
        scene.record(
                2, SignalKind.EXECUTOR_OPENED, server, 0, Signal.pack(5, 10), 0, ExecutorKind.SERVER.id(), 1, null);
        for (int t = 5; t < 100; t += 5) {
            int active = Math.min(10, t / 2);
            scene.record(
                    t,
                    SignalKind.EXECUTOR_STATE,
                    server,
                    active == 10 ? t - 19 : 0,
                    Signal.pack(active, active),
                    Signal.pack(0, 10),
                    Signal.pack(1, 5000),
                    1,
                    null);
        }
        Fault silent = only(Diagnosis.diagnose(scene.runsUntil(100)), FaultKind.LOAD_SURGE, Confidence.MEDIUM);
        assertThat(silent.target()).isEqualTo("pool-7");
        assertThat(silent.summary()).startsWith("All 10 workers of pool-7 have been taken for");

        long full = Signal.pack(0, Rejection.ABORTED.id());
        for (int t = 30; t < 100; t += 10) {
            scene.record(t, SignalKind.TASK_REJECTED, server, 0, Signal.pack(10, 10), full, 0, 3, null);
            scene.record(t, SignalKind.CLIENT_TURNED_AWAY, server, 0, 10, 10, 0, 3, null);
        }
        Fault refused = only(Diagnosis.diagnose(scene.runsUntil(100)), FaultKind.LOAD_SURGE, Confidence.MEDIUM);
        assertThat(refused.summary()).endsWith("21 clients more were turned away.");

        scene.record(95, SignalKind.TASK_REJECTED, server, 0, Signal.pack(10, 10), full, 0, 7, null);
        Fault stalled = only(Diagnosis.diagnose(scene.runsUntil(100)), FaultKind.LOAD_SURGE, Confidence.MEDIUM);
        assertThat(stalled.summary())
                .contains("21 clients more were turned away")
                .contains("accepts no other meanwhile");
    }

    @Test
    void aConnectionLostAfterEachIdleSpellIsAResetOnTheWayAndOnesInUseAreNot() {
        Scene idle = Scene.jvm().connects(1, 0.02);
        for (double t = 30; t < 300; t += 65) {
            lost(idle, t, 61 + t / 100);
            idle.connects(t + 0.1, 0.02);
        }
        only(Diagnosis.diagnose(idle.runsUntil(300)), FaultKind.IDLE_RESET, Confidence.MEDIUM);

        Scene used = Scene.jvm().connects(1, 0.02);
        for (double t = 30; t < 300; t += 65) {
            lost(used, t, 61);
            lost(used, t + 0.1, 0.2);
            used.connects(t + 0.2, 0.02);
        }
        Fault fault = Diagnosis.diagnose(used.runsUntil(300)).firstFault();
        assertThat(fault == null || fault.kind() != FaultKind.IDLE_RESET).isTrue();
    }

    private static void lost(Scene scene, double t, double idle) {
        scene.record(
                t,
                SignalKind.STATEMENT_FAILED,
                scene.target(),
                0.01,
                StatementFailure.CONNECTION_LOST.id(),
                0,
                Signal.pack(scene.idOf(SHAPE), (int) (idle * 1000)),
                1,
                Workers.error(t, "java.net.SocketException", "Connection reset"));
    }

    /** A main that waits for the end of the world is nothing by itself; beside a fault it is shown. */
    @Test
    void aWaitWithoutEndIsShownBesideAFaultAndNoFaultByItself() {
        assertThat(Diagnosis.diagnose(waiting(Scene.jvm()).runsUntil(100)).firstFault())
                .isNull();
        Verdict verdict = Diagnosis.diagnose(waiting(Scene.jvm())
                .failsEvery(1, 50, 99, 0.003, ConnectFailure.DOWN, "Connection refused")
                .runsUntil(100));
        assertThat(verdict.timeline())
                .anyMatch(moment -> moment.role() == MomentRole.CONTEXT
                        && moment.what().contains("no limit to it, at com.example.Job.run(Job.java:42)"));
    }

    @Test
    void waitsThatBeginTogetherAtTwoPlacesAreTwo() {
        Scene scene = Scene.jvm();
        for (double age : new double[] {10, 20, 50}) {
            for (String place : new String[] {"no limit to read, called by a", "no limit to write, called by b"}) {
                scene.record(
                        40 + age,
                        SignalKind.WAIT_PENDING,
                        new Resource(ResourceKind.THREAD, "worker-#"),
                        age,
                        WaitKind.SOCKET_READ.id(),
                        place.endsWith("a") ? 2 : 1,
                        0,
                        1,
                        Workers.error(40 + age, "waiting", place));
            }
        }
        assertThat(WaitHistory.of(scene.runsUntil(100)))
                .extracting(WaitHistory::threads, WaitHistory::knownNanos)
                .containsExactly(tuple(2, 50_000_000_000L), tuple(1, 50_000_000_000L));
    }

    private static Scene waiting(Scene scene) {
        for (double age : new double[] {10, 20, 50}) {
            scene.record(
                    40 + age,
                    SignalKind.WAIT_PENDING,
                    new Resource(ResourceKind.THREAD, "stream-execution"),
                    age,
                    WaitKind.AWAIT.id(),
                    1,
                    0,
                    1,
                    Workers.error(40 + age, "waiting", "no limit"));
        }
        return scene;
    }

    private static Workers workers(Scene scene, int threads, int capacity) {
        Workers workers = new Workers(scene, new Random(7), "pool-1", threads, capacity);
        workers.rate = t -> 60;
        workers.work = t -> 20;
        return workers;
    }

    private static FaultKind kind(Verdict verdict) {
        return requireNonNull(verdict.firstFault()).kind();
    }

    private static Fault only(Verdict verdict, FaultKind kind, Confidence confidence) {
        Fault fault = requireNonNull(verdict.firstFault());
        assertThat(fault.kind()).as(fault.toString()).isEqualTo(kind);
        assertThat(fault.confidence()).as(fault.toString()).isEqualTo(confidence);
        return fault;
    }
}
