package dev.firstfault.collectors.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ProcessInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyFactsTest {

    @TempDir
    Path directory;

    @Test
    void ownProcessIsNamedByItsPidAndStart() {
        Map<String, String> facts = new EarlyFacts(Clock.SYSTEM).read();

        ProcessHandle self = ProcessHandle.current();
        assertThat(facts).containsEntry(ProcessInfo.PID, Long.toString(self.pid()));
        assertThat(facts).containsEntry(ProcessInfo.JDK, System.getProperty("java.version"));
        long start = Long.parseLong(facts.get(ProcessInfo.START_EPOCH_MILLIS));
        long reference = self.info().startInstant().orElseThrow().toEpochMilli();
        // The JDK rounds the boot time to a second.
        assertThat(start).isBetween(reference - 1500, reference + 1500);
        assertThat(facts.get(ProcessInfo.BOOT_ID)).hasSize(36);
        assertThat(Long.parseLong(facts.get(ProcessInfo.START_TICKS))).isNotNegative();
    }

    @Test
    void startIsNowLessTheAge() {
        FakeFiles files = new FakeFiles(directory)
                .with("proc/self/stat", "77 (java) S 1 7 7 0 -1 4 100 0 0 0 250 150 0 0 20 0 20 0 4000 0 0\n")
                .with("proc/uptime", "50.25 90.00\n");

        Map<String, String> facts = read(files, Map.of());

        // Started 40 s after boot, 10.25 s ago.
        assertThat(facts)
                .containsEntry(ProcessInfo.PID, "77")
                .containsEntry(ProcessInfo.START_TICKS, "4000")
                .containsEntry(ProcessInfo.START_EPOCH_MILLIS, "989750");
    }

    @Test
    void flagsOfTheCommandLineAndTheEnvironmentComeInHotSpotsOrder() {
        FakeFiles files = new FakeFiles(directory)
                .with("proc/self/cmdline", "java\0-XX:-ExitOnOutOfMemoryError\0-XX:HeapDumpPath=/b\0Main\0secret\0");

        Map<String, String> facts = read(
                files,
                Map.of(
                        "JAVA_TOOL_OPTIONS", "-XX:+ExitOnOutOfMemoryError -XX:HeapDumpPath=/a",
                        "_JAVA_OPTIONS", "-XX:HeapDumpPath=/c"));

        assertThat(facts)
                .containsEntry("flag.ExitOnOutOfMemoryError", "false")
                .containsEntry("flag.HeapDumpPath", "/c");
        assertThat(facts.values()).noneMatch(value -> value.contains("secret"));
    }

    @Test
    void withoutProcThePresentIsTheStartAndTheRestIsAbsent() {
        Map<String, String> facts = read(new FakeFiles(directory), Map.of());

        assertThat(facts)
                .containsEntry(ProcessInfo.START_EPOCH_MILLIS, "1000000")
                .containsKey(ProcessInfo.MAX_HEAP_BYTES)
                .doesNotContainKeys(ProcessInfo.PID, ProcessInfo.BOOT_ID, ProcessInfo.START_TICKS);
    }

    private static Map<String, String> read(FakeFiles files, Map<String, String> environment) {
        Clock clock = new Clock() {
            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public long epochMillis() {
                return Duration.ofSeconds(1000).toMillis();
            }
        };
        return new EarlyFacts(files.proc(), clock, environment).read();
    }
}
