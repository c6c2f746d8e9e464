package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.CpuPressure;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Ports;
import dev.firstfault.it.harness.Report;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.example.faults.ConnectApp;
import org.example.faults.EndingApp;
import org.example.faults.LeakApp;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left of a process after every kind of death, on every JDK. */
@Execution(CONCURRENT)
final class EndingsIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    /** Long enough that all of the agent is up, as in a real service. */
    private static final int LIFE_MILLIS = 1_500;

    /** Five beats of the sampler: the records must reach that close to a death, on a machine where nobody waits for a CPU. */
    private static final Duration LAST_WORDS = Duration.ofMillis(250);

    private enum Death {
        EXIT_ON_OUT_OF_MEMORY("oom-exit", 3, ProcessState.RUNNING, "leak", "-XX:+ExitOnOutOfMemoryError"),
        CRASH_ON_OUT_OF_MEMORY("oom-crash", 134, ProcessState.RUNNING, "leak", "-XX:+CrashOnOutOfMemoryError"),
        SIGKILL("killed", 137, ProcessState.RUNNING, "wait"),
        HALT("halt", 9, ProcessState.RUNNING, "halt"),
        SIGTERM("terminated", 143, ProcessState.CLEAN, "wait"),
        EXIT("exit", 9, ProcessState.CLEAN, "exit"),
        UNCAUGHT_EXCEPTION("uncaught-exception", 1, ProcessState.CLEAN, "throw"),
        END_OF_MAIN("clean", 0, ProcessState.CLEAN, "return");

        private final String ending;
        private final int exitCode;
        private final ProcessState lastState;
        private final String way;
        private final String flag;

        Death(String ending, int exitCode, ProcessState lastState, String way) {
            this(ending, exitCode, lastState, way, "-Dnone");
        }

        Death(String ending, int exitCode, ProcessState lastState, String way, String flag) {
            this.ending = ending;
            this.exitCode = exitCode;
            this.lastState = lastState;
            this.way = way;
            this.flag = flag;
        }

        private JvmLaunch on(Jdk jdk) {
            JvmLaunch jvm = JvmUnderTest.on(jdk).withAgent("").jvmArgs("-Xmx64m", flag);
            return way.equals("leak")
                    ? jvm.main(LeakApp.class).args(128, 5) // full in about two seconds
                    : jvm.main(EndingApp.class).args(LIFE_MILLIS, way, 9);
        }
    }

    static Stream<Arguments> deathsOnEveryJdk() {
        return Jdk.all().flatMap(jdk -> Arrays.stream(Death.values()).map(death -> Arguments.of(death, jdk)));
    }

    @ParameterizedTest
    @MethodSource("deathsOnEveryJdk")
    void theBoxTellsTheEndingAndReachesUpToIt(Death death, Jdk jdk) throws IOException {
        CpuPressure.watchFromNowOn();
        try (JvmUnderTest jvm = death.on(jdk).start()) {
            jvm.expectAgentLine("first fault: heap-"); // a live verdict on the leak is welcome
            Instant diedAt = awaitDeath(death, jvm);

            Timeline timeline = BlackBoxReader.read(jvm.blackBox().toFile());
            assertNothingIsLost(timeline);
            assertThat(timeline.alive()).isFalse();
            assertThat(timeline.state()).isEqualTo(death.lastState);
            Instant lastRecord = Instant.ofEpochMilli(timeline.epochMillis(timeline.endNanos()));
            assertThat(Duration.between(lastRecord, diedAt))
                    .isLessThanOrEqualTo(LAST_WORDS.plus(CpuPressure.between(lastRecord, diedAt)));

            Report report = jvm.report();
            assertThat(report.ending()).isEqualTo(death.ending);
        }
    }

    /** An allocation far too large shows in no sample; a supervisor's word does. */
    @ParameterizedTest
    @CsvSource({"Exit, oom-array, 3, oom-exit", "Crash, oom-array, 134, oom-crash", "Exit, oom-heap, 3, oom-exit"})
    void theExitCodeSettlesWhatWasTooSuddenForASample(String flag, String way, int exitCode, String ending) {
        try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                .withAgent("")
                .jvmArgs("-Xmx64m", "-XX:+" + flag + "OnOutOfMemoryError")
                .main(EndingApp.class)
                .args(LIFE_MILLIS, way)
                .start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(exitCode);
            Report report = jvm.report("--exit-code", String.valueOf(exitCode));
            assertThat(report.ending()).isEqualTo(ending);
        }
    }

    static Stream<Jdk> someJdks() {
        return Stream.of(8, 17, 25).map(Jdk::of);
    }

    /** Whatever the program knew when it died, the box knows: failures are recorded before the program gets its exception. */
    @ParameterizedTest
    @MethodSource("someJdks")
    void nothingThatHappenedBeforeAKillIsMissing(Jdk jdk) throws IOException {
        int everyMillis = 60; // below the rate from which failures are counted instead of recorded one by one
        try (JvmUnderTest jvm = JvmUnderTest.on(jdk)
                .withAgent("")
                .classPath(JdbcDriver.MARIADB_2_7.jar())
                .main(ConnectApp.class)
                .args(JdbcDriver.MARIADB_2_7.url("127.0.0.1", Ports.free(), "db"), "a", "b", 0, everyMillis)
                .start()) {
            jvm.expectAgentLine("nobody listens where the database should be|first fault: db-down");
            jvm.awaitLines("^failed 08", 40, SOON);
            jvm.kill9();

            Timeline timeline = BlackBoxReader.read(jvm.blackBox().toFile());
            assertNothingIsLost(timeline);
            long known = jvm.stdout().stream()
                    .filter(line -> line.startsWith("failed 08"))
                    .count();
            long recorded = timeline.signals().stream()
                    .filter(signal -> signal.kind() == SignalKind.CONNECT_FAILED)
                    .mapToInt(Signal::count)
                    .sum();
            assertThat(recorded).isBetween(known, known + 1);
        }
    }

    /** Kills it where it does not die by itself. Returns when it was alive for the last time, as far as we can know. */
    private static Instant awaitDeath(Death death, JvmUnderTest jvm) throws IOException {
        if (death == Death.SIGKILL || death == Death.SIGTERM) {
            jvm.awaitLine("ending", SOON);
        }
        Instant asked = Instant.now();
        int exitCode = switch (death) {
            case SIGKILL -> jvm.kill9();
            case SIGTERM -> jvm.terminate();
            default -> jvm.awaitExit(SOON);
        };
        assertThat(exitCode).isEqualTo(death.exitCode);
        return switch (death) {
            case SIGKILL -> asked;
            // The JVM is past helping while it writes that, and slow.
            case CRASH_ON_OUT_OF_MEMORY ->
                Files.getLastModifiedTime(jvm.crashReport()).toInstant();
            default -> jvm.endedAt();
        };
    }

    private static void assertNothingIsLost(Timeline timeline) {
        assertThat(timeline.damage().recordsSkipped()).isZero();
        List<String> notes = timeline.damage().notes();
        // The one record that a sudden death may leave half written was not committed.
        assertThat(notes).allMatch(note -> note.contains("was being written when the process ended"));
        assertThat(timeline.frames()).isNotEmpty();
        assertThat(timeline.signals()).first().extracting(Signal::kind).isEqualTo(SignalKind.STARTED);
    }
}
