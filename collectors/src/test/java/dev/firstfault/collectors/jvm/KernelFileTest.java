package dev.firstfault.collectors.jvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.Frame;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFileTest {

    @TempDir
    Path directory;

    @Test
    void numberBehindAKeyIsFoundWhereALineBeginsWithIt() throws Exception {
        KernelFile file = open("low 1\nnot max 2\nmax 3\noom 4\n");

        assertThat(file.numberAfter(KernelFile.key("max "))).isEqualTo(3);
        assertThat(file.numberAfter(KernelFile.key("oom "))).isEqualTo(4);
        assertThat(file.numberAfter(KernelFile.key("high "))).isEqualTo(Frame.UNKNOWN);
    }

    @Test
    void commandNameWithBlanksAndBracketsDoesNotShiftTheFields() throws Exception {
        KernelFile file = open("42 (a) b (c) S 1 2 3 4\n");

        assertThat(file.fieldBehindLast(')', 1)).isEqualTo(1);
        assertThat(file.fieldBehindLast(')', 4)).isEqualTo(4);
        assertThat(file.fieldBehindLast(')', 5)).isEqualTo(Frame.UNKNOWN);
    }

    @Test
    void wordsAndNumbersTooLargeAreUnknown() throws Exception {
        assertThat(open("max\n").number()).isEqualTo(Frame.UNKNOWN);
        assertThat(open("9223372036854771712\n").number()).isEqualTo(Frame.UNKNOWN);
        assertThat(open("").number()).isEqualTo(Frame.UNKNOWN);
    }

    @Test
    void contentIsReadAnewEveryTime() throws Exception {
        Path path = directory.resolve("current");
        Files.writeString(path, "123456\n");
        KernelFile file = requireNonNull(KernelFile.open(path.toFile()));
        assertThat(file.reload()).isTrue();
        assertThat(file.number()).isEqualTo(123456);

        Files.writeString(path, "7\n");
        assertThat(file.reload()).isTrue();
        assertThat(file.number()).isEqualTo(7);
    }

    @Test
    void closedFileStaysUnread() throws Exception {
        KernelFile file = open("1\n");
        file.close();

        assertThat(file.reload()).isFalse();
        assertThat(file.number()).isEqualTo(Frame.UNKNOWN);
    }

    @Test
    void missingFileIsNull() {
        assertThat(KernelFile.open(new File(directory.toFile(), "missing"))).isNull();
    }

    private KernelFile open(String content) throws Exception {
        Path path = Files.createTempFile(directory, "kernel", "");
        Files.writeString(path, content);
        KernelFile file = requireNonNull(KernelFile.open(path.toFile()));
        assertThat(file.reload()).isTrue();
        return file;
    }
}
