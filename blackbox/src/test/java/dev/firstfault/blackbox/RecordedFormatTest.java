package dev.firstfault.blackbox;

import static dev.firstfault.blackbox.Boxes.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A box recorded in each format that was ever written. The files are never written again: what a released version
 * wrote must stay readable. A new format adds a file, with {@code -Dfirstfault.format.record=true}.
 */
class RecordedFormatTest {

    private static final Path RECORDED = Paths.get("src/test/resources/blackbox/v1.ffbox.gz");

    @TempDir
    Path dir;

    @Test
    void format1IsRead() throws IOException {
        Path file = Files.write(dir.resolve("v1.ffbox"), recorded());
        Timeline timeline = BlackBoxReader.read(file.toFile());
        assertThat(timeline.damage().notes()).isEmpty();
        assertThat(timeline.process().values()).isEqualTo(Boxes.info().values());
        assertThat(timeline.originEpochMillis()).isEqualTo(Boxes.ORIGIN_EPOCH_MILLIS);
        assertThat(timeline.state()).isEqualTo(ProcessState.STOPPING);
        assertThat(timeline.lastHeartbeatNanos()).isEqualTo(150 * SECOND);
        assertThat(timeline.signals()).hasSize(20).allMatch(Boxes::isWritten);
        assertThat(timeline.signals()).allMatch(signal -> Boxes.DATABASE.equals(signal.resource()));
        assertThat(timeline.frames())
                .hasSize(150)
                .extracting(Frame::atNanos)
                .startsWith(SECOND)
                .endsWith(150 * SECOND);
        assertThat(timeline.errors())
                .extracting(ErrorDetail::message)
                .containsExactly("Too many connections", "closed");
    }

    @Test
    void theWriterStillWritesFormat1ToTheByte() throws IOException {
        Path file = dir.resolve("now.ffbox");
        try (BlackBoxWriter writer = Boxes.create(file)) {
            int resource = writer.resource(Boxes.DATABASE);
            int error = writer.error(Boxes.DATABASE, Boxes.error(1, "Too many connections"));
            writer.error(Boxes.POOL, new ErrorDetail(2, "java.io.IOException", "closed", null, 0, "pool-1", ""));
            for (int i = 1; i <= 20; i++) {
                Boxes.write(writer, i, resource, error);
            }
            for (int i = 1; i <= 150; i++) {
                writer.frame(Boxes.frame(i, i * SECOND));
                writer.heartbeat(i * SECOND);
            }
            writer.info(Boxes.info());
            writer.state(ProcessState.STOPPING);
        }
        if (Boolean.getBoolean("firstfault.format.record")) {
            assertThat(RECORDED).as("recorded formats are never written again").doesNotExist();
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(RECORDED))) {
                Files.copy(file, out);
            }
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(recorded());
    }

    private static byte[] recorded() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(RECORDED))) {
            return in.readAllBytes();
        }
    }
}
