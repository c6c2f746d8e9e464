package dev.firstfault.exporters.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstfault.exporters.RecordedHealth;
import dev.firstfault.signals.ProcessInfo;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetFileTest {

    @TempDir
    private Path dir;

    private final RecordedHealth health = new RecordedHealth();

    @Test
    void theTargetIsWhatFileSdReads() throws IOException {
        TargetFile target = TargetFile.write(dir.toFile(), process("meta \"store\"/..", "4711"), "db-1", 9404, health);
        assertThat(target.file())
                .isEqualTo(dir.resolve("targets/meta__store__..-db-1-4711.json").toFile());
        assertThat(new ObjectMapper().readTree(target.file())).isEqualTo(new ObjectMapper().readTree("""
                        [{"targets": ["db-1:9404"],
                          "labels": {"app": "meta \\"store\\"/..", "role": "metastore", "pid": "4711"}}]"""));
        assertThat(target.file().getParentFile().list()).hasSize(1);
        assertThat(health.complaints()).isEmpty();
    }

    @Test
    void anOrderlyStopTakesTheTargetAway() {
        TargetFile target = TargetFile.write(dir.toFile(), process("app", "1"), "host", 9404, health);
        target.remove();
        assertThat(target.file()).doesNotExist();
    }

    @Test
    void targetsOfDeadProcessesOfThisHostGoAndNoOthers() throws IOException {
        File targets = dir.resolve("targets").toFile();
        String dead = String.valueOf(Integer.MAX_VALUE);
        String alive = String.valueOf(ProcessHandle.current().pid());
        assertThat(targets.mkdirs()).isTrue();
        for (String name : new String[] {
            "app-host-" + dead + ".json",
            "app-host-" + alive + ".json",
            "app-other-" + dead + ".json",
            "notes-host-x.json",
            "notes.txt"
        }) {
            Files.createFile(targets.toPath().resolve(name));
        }
        TargetFile.write(dir.toFile(), process("new", "1"), "host", 9404, health);
        assertThat(targets.list())
                .containsExactlyInAnyOrder(
                        "app-host-" + alive + ".json",
                        "app-other-" + dead + ".json",
                        "notes-host-x.json",
                        "notes.txt",
                        "new-host-1.json");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsToldAndNotThrown() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        TargetFile.write(file.toFile(), process("app", "1"), "host", 9404, health)
                .remove();
        assertThat(health.complaints()).hasSize(1).first().asString().startsWith("discovery: ");
    }

    @Test
    void theHostIsTheAddressListenedOnWhereThereIsOne() {
        assertThat(TargetFile.hostName("10.0.0.7")).isEqualTo("10.0.0.7");
        assertThat(TargetFile.hostName("fe80::1")).isEqualTo("[fe80::1]");
        assertThat(TargetFile.hostName("")).isNotEmpty().isNotEqualTo("0.0.0.0");
        assertThat(TargetFile.hostName("0.0.0.0")).isEqualTo(TargetFile.hostName(""));
    }

    private static ProcessInfo process(String app, String pid) {
        return new ProcessInfo(Map.of(ProcessInfo.APP, app, ProcessInfo.ROLE, "metastore", ProcessInfo.PID, pid));
    }
}
