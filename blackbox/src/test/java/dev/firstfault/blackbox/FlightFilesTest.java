package dev.firstfault.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightFilesTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long LONG_AGO = 3_600_000;

    @TempDir
    Path dir;

    @Test
    void theRecordingLiesBesideTheBoxUnderItsName() throws IOException {
        File box = box("app-1-1");
        assertThat(FlightFiles.recording(box)).isNull();
        part("app-1-1", "2026_01_01_00_00_00.jfr", 2 * LONG_AGO);
        Path second = part("app-1-1", "2026_01_01_01_00_00.jfr", LONG_AGO);
        assertThat(FlightFiles.directory(box)).isEqualTo(folder("app-1-1").toFile());
        assertThat(FlightFiles.recording(box)).isEqualTo(second.toFile());
    }

    @Test
    void ofTheDeadTheLastThreeStay() throws IOException {
        File own = box("app-9-9");
        Path ownPart = part("app-9-9", "now.jfr", 0);
        Path[] parts = new Path[5];
        for (int i = 0; i < parts.length; i++) {
            box("app-" + i + "-1");
            parts[i] = part("app-" + i + "-1", "part.jfr", (i + 1) * LONG_AGO);
        }
        FlightFiles.prune(own, NOW);
        assertThat(ownPart).exists();
        assertThat(parts[0]).exists();
        assertThat(parts[2]).exists();
        assertThat(folder("app-3-1")).doesNotExist();
        assertThat(folder("app-4-1")).doesNotExist();
    }

    @Test
    void whoseBoxIsGoneGoesTooUnlessItIsStillWritten() throws IOException {
        File own = box("app-9-9");
        part("app-1-1", "part.jfr", LONG_AGO);
        Path written = part("app-2-2", "part.jfr", 1_000);
        Path notOurs = part("app-3-3", "notes.txt", LONG_AGO);
        assertThat(folder("app-3-3").toFile().setLastModified(0)).isTrue();
        FlightFiles.prune(own, NOW);
        assertThat(folder("app-1-1")).doesNotExist();
        assertThat(written).exists();
        assertThat(notOurs).exists();
    }

    @Test
    void whoLivesKeepsHis() throws IOException {
        File own = box("app-9-9");
        try (BlackBoxWriter other = Boxes.create(dir.resolve("app-1-1.ffbox"))) {
            other.claim((part, why) -> {});
            Path empty = Files.createDirectories(dir.resolve("flight/app-1-1"));
            FlightFiles.prune(own, NOW);
            assertThat(empty).exists();
        }
    }

    private File box(String name) throws IOException {
        Path box = dir.resolve(name + ".ffbox");
        Boxes.create(box).close();
        assertThat(box.toFile().setLastModified(NOW - LONG_AGO)).isTrue();
        return box.toFile();
    }

    private Path folder(String process) {
        return dir.resolve("flight").resolve(process);
    }

    private Path part(String process, String name, long ageMillis) throws IOException {
        Path folder = Files.createDirectories(folder(process).resolve("2026_01_01_00_00_00_1"));
        Path part = Files.writeString(folder.resolve(name), "FLR");
        assertThat(part.toFile().setLastModified(NOW - ageMillis)).isTrue();
        return part;
    }
}
