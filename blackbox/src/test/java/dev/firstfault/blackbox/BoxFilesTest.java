package dev.firstfault.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.ProcessInfo;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxFilesTest {

    private static final long EVER = Long.MIN_VALUE;

    @TempDir
    Path dir;

    @Test
    void namesHoldOnlyWhatAFileNameMay() {
        assertThat(BoxFiles.name("HiveMetaStore", 1_700_000_000_000L, 42))
                .isEqualTo("HiveMetaStore-1700000000000-42.ffbox");
        assertThat(BoxFiles.name("../a b/ü.jar", 1, 2)).isEqualTo("_._a_b__.jar-1-2.ffbox");
        assertThat(BoxFiles.name("", 1, 2)).isEqualTo("app-1-2.ffbox");
        assertThat(BoxFiles.name("x".repeat(300), 1, 2)).hasSizeLessThan(120);
    }

    @Test
    void theOldestGoFirst() throws IOException {
        File own = box("own", 50);
        File old = box("old", 10);
        File middle = box("middle", 20);
        File young = box("young", 30);
        assertThat(BoxFiles.list(dir.toFile())).containsExactly(own, young, middle, old);

        assertThat(BoxFiles.prune(dir.toFile(), own, 3, Long.MAX_VALUE, EVER)).isEqualTo(1);
        assertThat(BoxFiles.list(dir.toFile())).containsExactly(own, young, middle);
        assertThat(BoxFiles.prune(dir.toFile(), own, 10, 2L * BoxFormat.FILE_SIZE, EVER))
                .isEqualTo(1);
        assertThat(BoxFiles.list(dir.toFile())).containsExactly(own, young);
        assertThat(BoxFiles.prune(dir.toFile(), own, 10, Long.MAX_VALUE, 40_000))
                .isEqualTo(1);
        assertThat(BoxFiles.list(dir.toFile())).containsExactly(own);
    }

    @Test
    void aLiveBoxIsNeverPruned() throws IOException {
        File own = box("own", 50);
        try (BlackBoxWriter other = Boxes.create(dir.resolve("other.ffbox"))) {
            other.map((part, why) -> {});
            assertThat(BoxFiles.prune(dir.toFile(), own, 1, 0, Long.MAX_VALUE)).isZero();
            assertThat(other.file()).exists();
        }
    }

    @Test
    void theProcessIdTellsTheLivingWhereThereAreNoLocks() throws IOException {
        Path file = dir.resolve("a.ffbox");
        String pid = Long.toString(ProcessHandle.current().pid());
        for (String boot : new String[] {ProcStat.bootId(), "another boot"}) {
            Map<String, String> values = new LinkedHashMap<>();
            values.put(ProcessInfo.PID, pid);
            values.put(ProcessInfo.BOOT_ID, boot);
            BlackBoxWriter writer = BlackBoxWriter.create(file.toFile(), new ProcessInfo(values), 0, 0, 1);
            writer.map((part, why) -> {});
            writer.heartbeat(1);
            writer.close();
            assertThat(Liveness.isAlive(file.toFile())).isEqualTo(boot.equals(ProcStat.bootId()));
            assertThat(BlackBoxReader.read(file.toFile()).alive()).isEqualTo(boot.equals(ProcStat.bootId()));
            assertThat(file.toFile().delete()).isTrue();
        }
    }

    private File box(String name, int writtenAtSecond) throws IOException {
        Path file = dir.resolve(name + BoxFiles.SUFFIX);
        Boxes.create(file).close();
        assertThat(file.toFile().setLastModified(writtenAtSecond * 1000L)).isTrue();
        return file.toFile();
    }
}
