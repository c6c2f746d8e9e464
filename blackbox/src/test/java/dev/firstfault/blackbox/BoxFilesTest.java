package dev.firstfault.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxFilesTest {

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
    void theAppIsWhatTheNameBeginsWith() {
        assertThat(BoxFiles.appOf("HiveMetaStore-1700000000000-42.ffbox")).isEqualTo("HiveMetaStore");
        assertThat(BoxFiles.appOf("a-7-b-1-2.ffbox")).isEqualTo("a-7-b");
        for (String foreign :
                new String[] {"a.ffbox", "a-1.ffbox", "-1-2.ffbox", "1-2.ffbox", "a-1-.ffbox", ".ffbox"}) {
            assertThat(BoxFiles.appOf(foreign)).isEqualTo(foreign);
        }
    }

    @Test
    void thoseOfTheSameAppAreTheLastWrittenFirst() throws IOException {
        File own = box("app-50-5", 50);
        File old = box("app-10-1", 10);
        File young = box("app-20-2", 30);
        box("app-x-20-2", 40);
        box("ap-20-2", 40);
        assertThat(BoxFiles.list(dir.toFile())).startsWith(own).endsWith(young, old);
        assertThat(BoxFiles.ofSameApp(own)).containsExactly(young, old);
    }

    private File box(String name, int writtenAtSecond) throws IOException {
        Path file = dir.resolve(name + BoxFiles.SUFFIX);
        Boxes.create(file).close();
        assertThat(file.toFile().setLastModified(writtenAtSecond * 1000L)).isTrue();
        return file.toFile();
    }
}
