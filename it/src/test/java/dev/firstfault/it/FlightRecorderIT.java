package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Outcome;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.example.faults.FlightApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The flight recorder as a second witness: what it adds, what it leaves, and that it never keeps a host alive. */
@Execution(CONCURRENT)
final class FlightRecorderIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Pattern LEFT = Pattern.compile("(?m)^ +(/\\S+[.]jfr)$");
    private static final String GO = "go";
    private static final String END = "end";

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void whoTakesMuchAndWhoHoldsTheOthersUpIsToldAndTheHostEndsByItself(int jdk) throws IOException {
        try (JvmUnderTest jvm = launch(jdk)
                .jvmArgs("-XX:+UseG1GC", "-XX:-UseCountedLoopSafepoints", "-XX:LoopStripMiningIter=0", "-Xmx256m")
                .start()) {
            jvm.awaitLine("ready", SOON);
            recorded(jvm, SignalKind.FLIGHT_RECORDER);
            release(jvm, GO);
            jvm.awaitLine("done true", SOON);

            Signal large = recorded(jvm, SignalKind.LARGE_ALLOCATION);
            assertThat(large.v1()).isGreaterThanOrEqualTo((long) FlightApp.LARGE_MEGABYTES << 20);
            assertThat(large.resource())
                    .isNotNull()
                    .satisfies(thread -> assertThat(thread.name()).isEqualTo("file-loader-*"));
            assertThat(detail(large).message()).contains(" at org.example.faults.FlightApp.readAll(line ");

            Signal standstill = recorded(jvm, SignalKind.STANDSTILL);
            assertThat(standstill.v1()).as("to stop them").isEqualTo(1);

            release(jvm, END);
            assertThat(jvm.awaitExit(SOON)).isZero();
            assertThat(jvm.directory().resolve("flight")).isEmptyDirectory();
            assertThat(jvm.stdout()).containsExactly("ready", "done true");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void whatAKilledProcessLeavesIsNamedWithHowToReadIt(int jdk) throws IOException {
        try (JvmUnderTest jvm = launch(jdk).start()) {
            jvm.awaitLine("ready", SOON);
            recorded(jvm, SignalKind.FLIGHT_RECORDER);
            jvm.kill9();

            String text = jvm.report().text();
            assertThat(text).contains("it left a recording, below, which jfr summary reads");
            Matcher named = LEFT.matcher(text);
            assertThat(named.find()).as(text).isTrue();
            Path left = Path.of(named.group(1));
            assertThat(left).startsWith(jvm.directory().resolve("flight"));
            Path copy = Files.copy(left, jvm.directory().resolve("copy.jfr"));
            try (RandomAccessFile marked = new RandomAccessFile(copy.toFile(), "rw")) {
                marked.seek(64);
                marked.write(0);
            }
            Path jfr = Jdk.of(jdk).home().resolve("bin/jfr");
            Outcome read = Outcome.of(List.of(jfr.toString(), "summary", copy.toString()), Map.of());
            assertThat(read.exitCode()).as(read.toString()).isZero();
            assertThat(read.stdout()).anyMatch(line -> line.matches(" *jdk.Metadata +[1-9].*"));
        }
    }

    @Test
    void aFlightRecorderThatTellsNothingWhileItRunsIsNotAsked() {
        try (JvmUnderTest jvm = launch(8).start()) {
            jvm.awaitLine("ready", SOON);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(jvm.http("/metrics")).contains("firstfault_degraded{part=\"jfr\"} 1"));
            assertThat(jvm.diagnosis().text()).contains("jfr: not asked");
            assertThat(jvm.directory().resolve("flight")).doesNotExist();
        }
    }

    private static JvmLaunch launch(int jdk) {
        return JvmUnderTest.on(Jdk.of(jdk))
                .withAgent("jfr=on")
                .main(FlightApp.class)
                .args(GO, END);
    }

    /** The first of the kind, as soon as it is in the box. */
    private static Signal recorded(JvmUnderTest jvm, SignalKind kind) {
        return await().atMost(SOON)
                .until(() -> signals(jvm, kind), found -> !found.isEmpty())
                .get(0);
    }

    private static List<Signal> signals(JvmUnderTest jvm, SignalKind kind) throws IOException {
        return BlackBoxReader.read(jvm.blackBox().toFile()).signals().stream()
                .filter(signal -> signal.kind() == kind)
                .toList();
    }

    private static ErrorDetail detail(Signal signal) {
        return Objects.requireNonNull(signal.error());
    }

    private static void release(JvmUnderTest jvm, String file) throws IOException {
        Files.createFile(Path.of("/proc", String.valueOf(jvm.pid()), "cwd", file));
    }
}
