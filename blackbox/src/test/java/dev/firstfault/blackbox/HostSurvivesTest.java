package dev.firstfault.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file may vanish, shrink or never come to be: the host does not notice. */
class HostSurvivesTest {

    @TempDir
    Path dir;

    @Test
    void aBoxCutWhileWrittenHarmsNobody() throws Exception {
        // A child, because the fault this guards against ends the whole JVM.
        assertThat(outputOf(CutWhileWritten.class, ""))
                .contains("degraded black-box")
                .endsWith("survived");
    }

    @Test
    void aBoxThatDoesNotFitLeavesNothingBehind() throws Exception {
        // The kernel's limit on the size of a file stands for a full disk: writes fail half-way.
        assertThat(outputOf(CreatedWithoutRoom.class, "ulimit -f 1000; "))
                .contains("IOException")
                .endsWith("survived");
        assertThat(dir.resolve("box.ffbox")).doesNotExist();
    }

    private String outputOf(Class<?> main, String limit) throws Exception {
        Path output = dir.resolve("output.txt");
        Process child = new ProcessBuilder(
                        "bash",
                        "-c",
                        limit + "exec \"$0\" \"$@\"",
                        Paths.get(System.getProperty("java.home"), "bin", "java")
                                .toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        dir.resolve("box.ffbox").toString())
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        assertThat(child.exitValue()).as(said).isZero();
        return said.trim();
    }

    @Test
    void aDeletedBoxIsSaidAndStillReadByItsOwner() throws IOException {
        Path file = dir.resolve("a.ffbox");
        List<String> degraded = new ArrayList<>();
        try (BlackBoxWriter writer = Boxes.create(file)) {
            OwnBoxReader reader = new OwnBoxReader(writer);
            writer.claim((part, why) -> degraded.add(part));
            writer.heartbeat(Boxes.SECOND);
            Files.delete(file);
            assertThat(degraded).isEmpty();
            writer.heartbeat(3 * Boxes.SECOND);
            Boxes.write(writer, 1, 0, 0);
            writer.state(ProcessState.CLEAN);
            assertThat(reader.read().signals()).hasSize(1);
        }
        assertThat(degraded).containsOnly(BlackBoxWriter.PART);
        assertThat(file).doesNotExist();
    }

    @Test
    void aCutBoxIsNotWrittenOn() throws IOException {
        Path file = dir.resolve("a.ffbox");
        List<String> degraded = new ArrayList<>();
        try (BlackBoxWriter writer = Boxes.create(file)) {
            writer.claim((part, why) -> degraded.add(part));
            try (RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw")) {
                other.setLength(BoxFormat.RESOURCES);
            }
            writer.heartbeat(3 * Boxes.SECOND);
            Boxes.write(writer, 1, 0, 0);
            writer.state(ProcessState.CLEAN);
            assertThat(writer.signalsDropped()).isEqualTo(1);
        }
        assertThat(degraded).containsOnly(BlackBoxWriter.PART);
        assertThat(file).hasSize(BoxFormat.RESOURCES);
    }

    @Test
    void aBoxThatCannotBeWrittenWholeLeavesNothingBehind() {
        Path file = dir.resolve("absent").resolve("a.ffbox");
        assertThatThrownBy(() -> Boxes.create(file)).isInstanceOf(IOException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void aClosedBoxIgnoresEverything() throws IOException {
        Path file = dir.resolve("a.ffbox");
        BlackBoxWriter writer = Boxes.create(file);
        writer.claim((part, why) -> {});
        writer.state(ProcessState.CLEAN);
        writer.close();
        Boxes.write(writer, 1, writer.resource(Boxes.POOL), writer.error(null, Boxes.error(1, "x")));
        writer.frame(Boxes.frame(1, 1));
        writer.heartbeat(1);
        writer.state(ProcessState.STOPPING);
        writer.info(Boxes.info());
        writer.drain();
        writer.close();
        Timeline timeline = BlackBoxReader.read(file.toFile());
        assertThat(timeline.state()).isEqualTo(ProcessState.CLEAN);
        assertThat(timeline.signals()).isEmpty();
        assertThat(timeline.damage().notes()).isEmpty();
    }
}
