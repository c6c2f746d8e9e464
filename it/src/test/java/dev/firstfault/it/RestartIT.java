package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.CpuPressure;
import dev.firstfault.it.harness.HostProgram;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.example.faults.EndingApp;
import org.example.faults.HelloApp;
import org.example.faults.LeakApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes of one application, one after the other and side by side, in one directory. */
@Execution(CONCURRENT)
final class RestartIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    /** How soon after its start a process says how the one before it ended, on a machine where nobody waits for a CPU. */
    private static final Duration VISIBLE = Duration.ofSeconds(2);

    private static final String PREVIOUS_EXIT = "firstfault_previous_exit_info";

    @TempDir
    Path boxes;

    static Stream<Jdk> jdks() {
        return Matrix.full() ? Jdk.all() : Stream.of(8, 17, 25).map(Jdk::of);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theNextProcessSaysHowTheLastOneEnded(Jdk jdk) {
        CpuPressure.watchFromNowOn();
        try (JvmUnderTest first = service(jdk, "").args(700, "return").start()) {
            assertThat(first.awaitExit(SOON)).isZero();
        }
        try (JvmUnderTest afterAnEndInOrder =
                service(jdk, "").args(60_000, "wait").start()) {
            assertSaysInTime(afterAnEndInOrder, "{ending=\"clean\",kind=\"none\",confidence=\"none\"}");
            assertThat(afterAnEndInOrder.agentLines()).hasSize(1);
            afterAnEndInOrder.kill9();
        }
        try (JvmUnderTest afterAKill = JvmUnderTest.on(jdk)
                .withAgent("app=service,dir=" + boxes)
                .jvmArgs("-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
                .main(LeakApp.class)
                .args(64, 5)
                .start()) {
            afterAKill.expectAgentLine("the process before this one \\(pid \\d+, ended .* ago, probably killed\\): ");
            afterAKill.expectAgentLine("first fault: ");
            assertSaysInTime(afterAKill, "{ending=\"killed\",kind=\"none\",confidence=\"none\"}");
            assertThat(afterAKill.awaitExit(SOON)).isEqualTo(3);
        }
        try (JvmUnderTest afterAnOutOfMemoryError =
                service(jdk, "").args(60_000, "wait").start()) {
            String line =
                    "the process before this one \\(pid \\d+, ended .* ago, (probably )?oom-exit\\): first fault heap-";
            afterAnOutOfMemoryError.expectAgentLine(line).awaitLine(line, SOON);
            assertSaysInTime(afterAnOutOfMemoryError, "{ending=\"oom-exit\",kind=\"heap-");
        }
    }

    /** No test restarts a machine: another boot id and a young uptime are laid over the kernel's. */
    @Test
    void aMachineThatCameUpAgainSaysThatItWasDown() throws IOException {
        Path boot = Files.writeString(boxes.resolve("boot"), UUID.randomUUID() + "\n");
        Path uptime = Files.writeString(boxes.resolve("uptime"), "0.05 0.05\n");
        String restarted = "exec unshare -m sh -c 'mount --bind " + boot + " /proc/sys/kernel/random/boot_id"
                + " && mount --bind " + uptime + " /proc/uptime && exec \"$0\" \"$@\"' \"$@\"";
        assumeTrue(
                Outcome.of(List.of("sh", "-c", restarted, "sh", "true"), Map.of())
                                .exitCode()
                        == 0,
                "nothing can be mounted over the kernel's files here");
        assumeTrue(
                "pid:[4026531836]"
                        .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                                .toString()),
                "a container's boot tells nothing of what ran in it");
        try (JvmUnderTest first = service(Jdk.of(17), "").args(60_000, "wait").start()) {
            await().atMost(SOON).until(() -> first.http("/metrics").contains("process_uptime_seconds"));
            first.kill9();
            // Another boot may be another machine's that shares the directory: its box must have been silent for two
            // minutes.
            Files.setLastModifiedTime(
                    first.blackBox(), FileTime.from(Instant.now().minusSeconds(130)));
        }
        try (JvmUnderTest second = service(Jdk.of(17), "")
                .through(restarted)
                .args(60_000, "wait")
                .start()
                .expectAgentLine("the process before this one .*host-down")) {
            assertSaysInTime(second, "{ending=\"host-down\",kind=\"none\",confidence=\"none\"}");
        }
    }

    /** Most of them are over before anything of the agent but the box was there. */
    @Test
    void fiftyShortLivesLeaveTheDirectoryWithinItsBounds() throws IOException {
        int keep = 8;
        Files.createFile(boxes.resolve("foreign.txt"));
        for (int life = 0; life < 50; life++) {
            HostProgram hello = HostProgram.on(Jdk.of(17)).args("-cp", Libraries.apps(), HelloApp.class.getName());
            assertThat(hello.observed("port=0,keep=" + keep + ",dir=" + boxes).exitCode())
                    .isZero();
            assertThat(boxesThere()).hasSizeLessThanOrEqualTo(keep + keep / 4);
        }
        HostProgram longer =
                HostProgram.on(Jdk.of(17)).args("-cp", Libraries.apps(), EndingApp.class.getName(), 1_500, "return");
        longer.observed("port=0,app=HelloApp,keep=" + keep + ",dir=" + boxes);
        assertThat(boxesThere()).hasSize(keep + 1);
        assertThat(boxes.resolve("foreign.txt")).exists();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void twoAtOnceNeitherReadNorDeleteEachOthersBox(Jdk jdk) throws IOException {
        try (JvmUnderTest one = service(jdk, ",keep=1").args(60_000, "wait").start();
                JvmUnderTest other =
                        service(jdk, ",keep=1").args(60_000, "wait").start()) {
            for (JvmUnderTest either : List.of(one, other)) {
                await().atMost(SOON).until(() -> either.http("/metrics").contains("process_uptime_seconds"));
            }
            Path killed = other.blackBox();
            other.kill9();
            try (JvmUnderTest restarted =
                    service(jdk, ",keep=1").args(60_000, "wait").start()) {
                restarted.expectAgentLine("the process before this one \\(pid " + other.pid() + ", ");
                await().atMost(SOON).until(() -> restarted.http("/metrics").contains(PREVIOUS_EXIT));
                assertThat(BlackBoxReader.read(one.blackBox().toFile()).alive()).isTrue();
                assertThat(one.http("/metrics")).doesNotContain(PREVIOUS_EXIT).doesNotContain("firstfault_degraded");
                assertThat(one.diagnosis().ending()).isEqualTo("running");
                assertThat(boxesThere()).containsExactlyInAnyOrder(one.blackBox(), restarted.blackBox(), killed);
            }
        }
    }

    private JvmLaunch service(Jdk jdk, String options) {
        return JvmUnderTest.on(jdk)
                .withAgent("app=service,dir=" + boxes + options)
                .main(EndingApp.class);
    }

    private static void assertSaysInTime(JvmUnderTest jvm, String labels) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> jvm.http("/metrics").contains(PREVIOUS_EXIT));
        Instant seen = Instant.now();
        assertThat(jvm.http("/metrics")).contains(PREVIOUS_EXIT + labels);
        assertThat(Duration.between(jvm.startedAt(), seen))
                .isLessThanOrEqualTo(VISIBLE.plus(CpuPressure.between(jvm.startedAt(), seen)));
    }

    private List<Path> boxesThere() throws IOException {
        try (Stream<Path> files = Files.list(boxes)) {
            return files.filter(file -> file.toString().endsWith(".ffbox")).toList();
        }
    }
}
