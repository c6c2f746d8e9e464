package dev.firstfault.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.ending.Testimony;
import dev.firstfault.diagnosis.ending.Witness;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as the JVM, systemd, the kernel, YARN and the kubelet write them, about the process 4711. */
class TestimonyTest {

    private static final long PID = 4711;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOM_EXIT | 3 | Terminating due to java.lang.OutOfMemoryError: Java heap space",
                "OOM_CRASH | 134 | Aborting due to java.lang.OutOfMemoryError: Metaspace",
                "NATIVE_CRASH | 134 | #  SIGSEGV (0xb) at pc=0x00007f6d0a9fd4b2, pid=4711, tid=4712",
                "NATIVE_CRASH | | java.service: Main process exited, code=dumped, status=11/SEGV",
                "KILLED | 137 | hive.service: Main process exited, code=killed, status=9/KILL",
                "KILLED | 137 | hive.service: State 'stop-sigterm' timed out. Killing.",
                "TERMINATED | 143 | hive.service: Main process exited, code=killed, status=15/TERM",
                "UNKNOWN | 3 | hive.service: Main process exited, code=exited, status=3/NOTIMPLEMENTED",
                "CONTAINER_OOM_KILLED | 137 | hive.service: Failed with result 'oom-kill'.",
                "CONTAINER_OOM_KILLED | 137 | Memory cgroup out of memory: Killed process 4711 (java) total-vm:4kB",
                "KILLED | 137 | Out of memory: Killed process 4711 (java) total-vm:9 kB, anon-rss:8 kB",
                "CONTAINER_OOM_KILLED | 137 | Container [pid=99,containerID=container_1_0001_01_000002] is running"
                        + " 1228800B beyond the 'PHYSICAL' memory limit. Current usage: 1.0 GB of 1 GB; Killing container.",
                "UNKNOWN | 143 | Exit code from container container_1700000000000_0001_01_000002 is : 143",
                "UNKNOWN | 137 | Container exited with a non-zero exit code 137. Error file: prelaunch.err.",
                "HOST_DOWN | | Container released on a *lost* node",
                "CONTAINER_OOM_KILLED | 137 |       Reason:       OOMKilled",
                "UNKNOWN | 137 |       Exit Code:    137",
                "HOST_DOWN | | The node was low on resource: memory.",
                "TERMINATED | 143 | Container app failed liveness probe, will be restarted",
                "UNCAUGHT_EXCEPTION | 1 | Exception in thread \"main\" java.lang.IllegalStateException: no"
            })
    void aLineTellsTheEnding(EndingKind kind, @Nullable Integer exitCode, String line) {
        Testimony said = Objects.requireNonNull(Testimony.of(line, PID));
        assertThat(said.kind()).isEqualTo(kind);
        assertThat(said.exitCode()).isEqualTo(exitCode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Memory cgroup out of memory: Killed process 4712 (java) total-vm:4kB",
                "#  SIGSEGV (0xb) at pc=0x00007f6d0a9fd4b2, pid=815, tid=816",
                "2026-11-22 10:19:51 INFO worker 3 returned exit code 1 of its script",
                "10:19:52 ERROR java.lang.OutOfMemoryError: Java heap space, retrying"
            })
    void whatIsAboutAnotherProcessTellsNothing(String line) {
        assertThat(Testimony.of(line, PID)).isNull();
    }

    @Test
    void ofSeveralLinesTheOneThatSaysMostCounts() {
        Witness witness = Witness.NONE
                .withTestimony(Testimony.of("Exit code from container container_1_0001_01_000002 is : 137", PID))
                .withTestimony(Testimony.of("Memory cgroup out of memory: Killed process 4711 (java)", PID))
                .withTestimony(Testimony.of("hive.service: Main process exited, code=killed, status=9/KILL", PID));
        Ending ending = Diagnosis.diagnose(Scene.jvm().killedAt(30), witness).ending();
        assertThat(ending.kind()).isEqualTo(EndingKind.CONTAINER_OOM_KILLED);
        assertThat(ending.certain()).isTrue();
        assertThat(ending.exitCode()).isEqualTo(137);
    }

    @Test
    void aStatusOutOfALogIsAsGoodAsOneThatWasGiven() {
        Witness yarn = Witness.NONE.withTestimony(
                Testimony.of("Exit code from container container_1_0001_01_000002 is : 137", PID));
        Ending ending = Diagnosis.diagnose(Scene.jvm().killedAt(30), yarn).ending();
        assertThat(ending.kind()).isEqualTo(EndingKind.KILLED);
        assertThat(ending.certain()).isTrue();
    }
}
