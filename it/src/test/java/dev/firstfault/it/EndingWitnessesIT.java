package dev.firstfault.it;

import static dev.firstfault.it.harness.VerdictAssert.assertThatVerdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.firstfault.it.harness.ControlGroup;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.example.faults.EndingApp;
import org.example.faults.OutsideHeapApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Endings that the box alone cannot tell from others, with what somebody else knows of them. */
@Execution(CONCURRENT)
final class EndingWitnessesIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int LIFE_MILLIS = 1_500;

    @TempDir
    Path directory;

    static Stream<Jdk> jdks() {
        return (Matrix.full() ? Stream.of(8, 11, 17, 21, 25) : Stream.of(8, 17, 25)).map(Jdk::of);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aCrashReportIsFoundByItself(Jdk jdk) {
        try (JvmUnderTest jvm = app(jdk, "", "crash").start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(134);
            Report report = jvm.report();
            assertThatVerdict(report).endedBy("native-crash").firstFaultForSure("native-crash");
            assertThat(summary(report)).contains("SIGSEGV").contains("hs_err.log");
        }
    }

    @Test
    void aCrashReportInTheWorkingDirectoryIsFoundToo() {
        try (JvmUnderTest jvm = app(Jdk.of(17), "", "crash")
                .jvmArgs("-XX:ErrorFile=hs_err_pid%p.log", "-XX:StartFlightRecording=settings=default")
                .start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(134);
            assertThat(summary(jvm.report()))
                    .contains("hs_err_pid" + jvm.pid() + ".log")
                    .contains("hs_err_pid" + jvm.pid() + ".jfr");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anEndThatNothingSawIsTakenForAKillUntilSomebodyTellsTheStatus(Jdk jdk) {
        try (JvmUnderTest jvm = app(jdk, "ending-hooks=off", "halt").args(9).start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(9);
            Report alone = jvm.report();
            assertThatVerdict(alone).endedBy("killed");
            assertThat(alone.json().at("/ending/certain").asBoolean()).isFalse();
            assertThatVerdict(jvm.report("--exit-code", "9")).endedBy("halt", 9);
            assertThatVerdict(jvm.report("--exit-code", "137")).endedBy("killed", 137);
            assertThatVerdict(jvm.report("--reason", "OOMKilled")).endedBy("container-oom-killed", 137);
            assertThatVerdict(jvm.report("--reason", "Evicted")).endedBy("host-down");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aKillForTheMemoryOfAContainerIsToldFromOthers(Jdk jdk) {
        try (ControlGroup group = ControlGroup.memory(160);
                JvmUnderTest jvm = JvmUnderTest.on(jdk)
                        .withAgent("")
                        .jvmArgs("-Xmx32m", "-XX:MaxDirectMemorySize=1g")
                        .in(group)
                        .main(OutsideHeapApp.class)
                        .args(3, "touched", 15_000, 0)
                        .start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(137);
            assertThatVerdict(jvm.report("--exit-code", "137")).endedBy("container-oom-killed", 137);
        }
    }

    /** L15: both end with status 3, and neither is taken for the other, whatever the box or the status alone would say. */
    @ParameterizedTest
    @CsvSource({"exit, exit", "oom-heap, oom-exit"})
    void statusThreeHasTwoMeanings(String way, String ending) {
        try (JvmUnderTest jvm = app(Jdk.of(17), "", way)
                .jvmArgs("-XX:+ExitOnOutOfMemoryError")
                .args(3)
                .start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(3);
            assertThatVerdict(jvm.report("--exit-code", "3")).endedBy(ending, 3);
        }
    }

    /** The JVM's own output is a witness; an array far too large shows in no sample. */
    @Test
    void whatTheJvmSaidOnItsOutputIsProof() throws IOException {
        try (JvmUnderTest jvm = app(Jdk.of(17), "", "oom-array")
                .jvmArgs("-XX:+ExitOnOutOfMemoryError")
                .start()) {
            assertThat(jvm.awaitExit(SOON)).isEqualTo(3);
            Path log = Files.write(directory.resolve("stdout.log"), jvm.stdout());
            Report report = jvm.report("--log", log.toString());
            assertThatVerdict(report).endedBy("oom-exit", 3).firstFaultForSure("large-allocation");
            assertThat(report.json().at("/ending/certain").asBoolean()).isTrue();
        }
    }

    /** L12: a stop that took too long ends in a kill as any other does; the mark of the stop tells it from them. */
    @Test
    void aKillAfterTheGraceIsStillAStop() throws IOException {
        try (JvmUnderTest jvm = app(Jdk.of(17), "", "wait").args("slow-hook").start()) {
            jvm.awaitLine("ending", SOON);
            jvm.askToStop();
            jvm.awaitLine("hook", SOON);
            jvm.kill9();
            Path journal = Files.writeString(
                    directory.resolve("journal"),
                    "Nov 22 10:20:03 host systemd[1]: app.service: State 'stop-sigterm' timed out. Killing.\n");
            Report report = jvm.report("--exit-code", "137", "--log", journal.toString());
            assertThatVerdict(report).endedBy("terminated", 137);
            assertThat(summary(report))
                    .contains("killed before it had finished")
                    .contains("timed out");
        }
    }

    private static String summary(Report report) {
        return report.json().at("/ending/summary").asText();
    }

    private static JvmLaunch app(Jdk jdk, String options, String way) {
        return JvmUnderTest.on(jdk)
                .withAgent(options)
                .jvmArgs("-Xmx64m")
                .main(EndingApp.class)
                .args(LIFE_MILLIS, way);
    }
}
