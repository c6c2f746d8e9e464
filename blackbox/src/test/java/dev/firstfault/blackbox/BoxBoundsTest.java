package dev.firstfault.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxBoundsTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long EVER = NOW;
    private static final long SECOND = 1000;

    @TempDir
    Path dir;

    @Test
    void theOldestGoFirst() throws IOException {
        File own = box("app-9-9", 0);
        File old = box("app-1-1", 500);
        File middle = box("app-2-2", 400);
        File young = box("app-3-3", 300);
        assertThat(new BoxBounds(2, Long.MAX_VALUE, EVER).prune(own, NOW)).isEqualTo(1);
        assertThat(BoxFiles.list(dir.toFile())).containsExactly(own, young, middle);
        assertThat(old).doesNotExist();
        assertThat(new BoxBounds(10, 2L * BoxFormat.FILE_SIZE, EVER).prune(own, NOW))
                .isEqualTo(1);
        assertThat(BoxFiles.list(dir.toFile())).containsExactly(own, young);
        assertThat(new BoxBounds(10, Long.MAX_VALUE, 200 * SECOND).prune(own, NOW))
                .isEqualTo(1);
        assertThat(BoxFiles.list(dir.toFile())).containsExactly(own);
    }

    @Test
    void anAppThatRestartsOftenDrivesOutItsOwnOnly() throws IOException {
        File own = box("often-9-9", 0);
        File last = box("often-8-8", 200);
        box("often-7-7", 300);
        File other = box("metastore-1-1", 9_000);
        assertThat(new BoxBounds(1, Long.MAX_VALUE, EVER).prune(own, NOW)).isEqualTo(1);
        assertThat(BoxFiles.list(dir.toFile())).containsExactly(own, last, other);
    }

    @Test
    void whatIsAliveOrMayBeStaysWhateverTheBounds() throws IOException {
        File own = box("app-9-9", 0);
        try (BlackBoxWriter other = Boxes.create(dir.resolve("app-1-1.ffbox"))) {
            other.claim((part, why) -> {});
            File ofAnotherHost = box("app-2-2", 100);
            File beingCreated = Files.createFile(dir.resolve("app-3-3.ffbox")).toFile();
            assertThat(beingCreated.setLastModified(NOW)).isTrue();
            assertThat(new BoxBounds(1, 0, 0).prune(own, NOW)).isZero();
            assertThat(other.file()).exists();
            assertThat(ofAnotherHost).exists();
            assertThat(beingCreated).exists();
        }
    }

    @Test
    void aQuarterTooManyIsACrowd() throws IOException {
        BoxBounds four = new BoxBounds(4, Long.MAX_VALUE, EVER);
        File own = box("app-9-9", 0);
        for (int i = 1; i <= 4; i++) {
            box("app-" + i + "-1", 500);
            Files.createFile(dir.resolve("other-" + i + "-1.ffbox"));
        }
        assertThat(four.isCrowded(own)).isFalse();
        box("app-5-1", 500);
        assertThat(four.isCrowded(own)).isTrue();
        assertThat(four.prune(own, NOW)).isEqualTo(1);
        assertThat(four.isCrowded(own)).isFalse();
        assertThat(new BoxBounds(4, 6L * BoxFormat.FILE_SIZE, EVER).isCrowded(own))
                .isTrue();
    }

    /** Of a process that nothing is known of, last written so many seconds ago. */
    private File box(String name, int ageSeconds) throws IOException {
        File file = dir.resolve(name + BoxFiles.SUFFIX).toFile();
        Boxes.create(file.toPath()).close();
        assertThat(file.setLastModified(NOW - ageSeconds * SECOND)).isTrue();
        return file;
    }
}
