package dev.firstfault.blackbox;

import static dev.firstfault.blackbox.Boxes.SECOND;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlackBoxTest {

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsWrittenIsRead(boolean claimed) throws IOException {
        Path file = dir.resolve("a.ffbox");
        ErrorDetail error = Boxes.error(5, "Too many connections");
        try (BlackBoxWriter writer = Boxes.create(file)) {
            if (claimed) {
                writer.claim((part, why) -> {
                    throw new AssertionError(why);
                });
            }
            writer.state(ProcessState.RUNNING);
            int resource = writer.resource(Boxes.DATABASE);
            Boxes.write(writer, 7, resource, writer.error(Boxes.DATABASE, error));
            writer.signal(SignalKind.STARTED, 0, 1, 0, 0, 0, 0, 1, 0);
            writer.frame(Boxes.frame(1, SECOND));
            writer.heartbeat(SECOND);
            writer.frame(Boxes.frame(2, 2 * SECOND));
            writer.heartbeat(2 * SECOND);
        }

        Timeline timeline = BlackBoxReader.read(file.toFile());

        assertThat(timeline.damage().notes()).isEmpty();
        assertThat(timeline.process().values())
                .containsAllEntriesOf(Boxes.info().values());
        assertThat(timeline.state()).isEqualTo(ProcessState.RUNNING);
        assertThat(timeline.originEpochMillis()).isEqualTo(Boxes.ORIGIN_EPOCH_MILLIS);
        assertThat(timeline.lastHeartbeatNanos()).isEqualTo(2 * SECOND);
        assertThat(timeline.alive()).isFalse();
        assertThat(timeline.frames()).extracting(Frame::atNanos).containsExactly(SECOND, 2 * SECOND);
        assertThat(timeline.frames())
                .extracting(frame -> frame.get(FrameField.HEAP_USED))
                .containsExactly(1L, 2L);
        assertThat(timeline.frames().get(0).has(FrameField.RSS)).isFalse();
        assertThat(timeline.signals())
                .extracting(Signal::kind)
                .containsExactly(SignalKind.STARTED, SignalKind.CONNECT_FAILED);
        Signal failure = timeline.signals().get(1);
        assertThat(Boxes.isWritten(failure)).isTrue();
        assertThat(failure.resource()).isEqualTo(Boxes.DATABASE);
        assertThat(failure.error()).usingRecursiveComparison().isEqualTo(error);
        assertThat(timeline.errors())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(error);
    }

    @Test
    void theRingsKeepTheNewestAndTheMinutes() throws IOException {
        Path file = dir.resolve("a.ffbox");
        int signals = 3 * BoxFormat.EVENT_CAPACITY + 17;
        int frames = BoxFormat.FINE_FRAME_CAPACITY + 1800;
        try (BlackBoxWriter writer = Boxes.create(file)) {
            writer.claim((part, why) -> {});
            for (int i = 1; i <= signals; i++) {
                Boxes.write(writer, i, 0, 0);
            }
            for (int i = 0; i < frames; i++) {
                writer.frame(Boxes.frame(i, i * SECOND));
            }
        }

        Timeline timeline = BlackBoxReader.read(file.toFile());

        assertThat(timeline.damage().notes()).isEmpty();
        assertThat(timeline.signals()).hasSize(BoxFormat.EVENT_CAPACITY).allMatch(Boxes::isWritten);
        assertThat(timeline.signals().get(0).v1()).isEqualTo(signals - BoxFormat.EVENT_CAPACITY + 1);
        // 1800 s fell out of the fine ring; their 30 minutes are in the coarse one.
        assertThat(timeline.frames()).hasSize(BoxFormat.FINE_FRAME_CAPACITY + 30);
        assertThat(timeline.frames()).isSortedAccordingTo((a, b) -> Long.compare(a.atNanos(), b.atNanos()));
        assertThat(timeline.frames()).extracting(Frame::atNanos).startsWith(0L, 60 * SECOND, 120 * SECOND);
    }

    @Test
    void likeErrorsOfOneResourceShareAnIdAndTheFirstStays() throws IOException {
        Path file = dir.resolve("a.ffbox");
        try (BlackBoxWriter writer = Boxes.create(file)) {
            int first = writer.error(Boxes.DATABASE, Boxes.error(1, "connection 17 refused"));
            assertThat(writer.error(Boxes.DATABASE, Boxes.error(2, "connection 18 refused")))
                    .isEqualTo(first);
            assertThat(writer.error(Boxes.POOL, Boxes.error(3, "connection 19 refused")))
                    .isNotEqualTo(first);
            for (int i = 0; i < 100; i++) {
                writer.error(null, Boxes.error(10 + i, "x".repeat(i)));
            }
            assertThat(writer.error(null, Boxes.error(500, "one too many"))).isZero();
        }

        Timeline timeline = BlackBoxReader.read(file.toFile());

        assertThat(timeline.damage().notes()).isEmpty();
        assertThat(timeline.errors()).hasSize(BoxFormat.ERROR_CAPACITY);
        assertThat(timeline.errors()).extracting(ErrorDetail::message).startsWith("connection 17 refused");
    }

    @Test
    void resourcesKeepTheirIdBeyondTheShareOfTheirKind() throws IOException {
        int share = ResourceTable.share(ResourceKind.POOL);
        try (BlackBoxWriter writer = Boxes.create(dir.resolve("a.ffbox"))) {
            for (int i = 1; i < share; i++) {
                assertThat(writer.resource(new Resource(ResourceKind.POOL, "pool" + i)))
                        .isEqualTo(i);
            }
            assertThat(writer.resource(new Resource(ResourceKind.POOL, "one too many")))
                    .isEqualTo(share);
            assertThat(writer.resource(new Resource(ResourceKind.POOL, "pool7")))
                    .isEqualTo(7);
            assertThat(writer.resource(new Resource(ResourceKind.THREAD, "pool7")))
                    .isEqualTo(share + 1);
        }
    }

    @Test
    void longTextsAreCutAtACharacter() throws IOException {
        Path file = dir.resolve("a.ffbox");
        String text = "é€𝄞".repeat(200);
        try (BlackBoxWriter writer = Boxes.create(file)) {
            int resource = writer.resource(new Resource(ResourceKind.POOL, text));
            int error = writer.error(null, new ErrorDetail(1, text, text, null, 0, text, text));
            Boxes.write(writer, 1, resource, error);
        }

        Timeline timeline = BlackBoxReader.read(file.toFile());

        assertThat(timeline.damage().notes()).isEmpty();
        Signal signal = timeline.signals().get(0);
        String name = requireNonNull(signal.resource()).name();
        assertThat(text).startsWith(name);
        assertThat(name.length()).isGreaterThan(80);
        ErrorDetail error = requireNonNull(signal.error());
        assertThat(text).startsWith(error.type()).startsWith(error.message()).startsWith(error.thread());
        assertThat(text).startsWith(error.frames());
        assertThat(error.sqlState()).isNull();
    }

    @Test
    void theProcessInfoCanBeAmended() throws IOException {
        Path file = dir.resolve("a.ffbox");
        try (BlackBoxWriter writer = Boxes.create(file)) {
            for (int i = 0; i < 3; i++) {
                Map<String, String> more = new LinkedHashMap<>(Boxes.info().values());
                more.put("late", "fact " + i);
                writer.info(new ProcessInfo(more));
                assertThat(BlackBoxReader.read(file.toFile()).process().get("late"))
                        .isEqualTo("fact " + i);
            }
        }
    }

    @Test
    void anInfoThatDoesNotFitLosesItsLastLines() throws IOException {
        Path file = dir.resolve("a.ffbox");
        Map<String, String> values = new LinkedHashMap<>(Boxes.info().values());
        values.put("long", "x".repeat(BoxFormat.INFO_SIZE));
        Boxes.create(file).close();
        try (BlackBoxWriter writer =
                BlackBoxWriter.create(dir.resolve("b.ffbox").toFile(), new ProcessInfo(values), 0, 0, 1)) {
            assertThat(BlackBoxReader.read(writer.file()).process().values())
                    .isEqualTo(Boxes.info().values());
        }
    }

    @Test
    void anOrderlyStopIsTold() throws IOException {
        Path file = dir.resolve("a.ffbox");
        try (BlackBoxWriter writer = Boxes.create(file)) {
            writer.claim((part, why) -> {});
            writer.state(ProcessState.RUNNING);
            writer.heartbeat(3 * SECOND);
            writer.state(ProcessState.CLEAN);
        }
        Timeline timeline = BlackBoxReader.read(file.toFile());
        assertThat(timeline.state()).isEqualTo(ProcessState.CLEAN);
        assertThat(timeline.lastHeartbeatNanos()).isEqualTo(3 * SECOND);
    }

    @Test
    void anExistingFileIsNeverOverwritten() throws IOException {
        Path file = dir.resolve("a.ffbox");
        try (BlackBoxWriter first = Boxes.create(file)) {
            assertThatThrownBy(() -> Boxes.create(file)).isInstanceOf(IOException.class);
            assertThat(Files.size(file)).isEqualTo(BoxFormat.FILE_SIZE);
            assertThat(first.file()).exists();
        }
    }

    @Test
    void onlyAFileThatIsNotThereIsRefused() throws IOException {
        Path empty = Files.createFile(dir.resolve("empty.ffbox")); // its process was killed while it made the box
        assertThat(BlackBoxReader.read(empty.toFile()).damage().notes())
                .contains("truncated at 0 of " + BoxFormat.FILE_SIZE + " bytes");
        assertThatThrownBy(() -> BlackBoxReader.read(dir.resolve("absent.ffbox").toFile()))
                .isInstanceOf(IOException.class);
        Path noise = Files.write(dir.resolve("noise.ffbox"), Collections.nCopies(1000, "noise"));
        Timeline timeline = BlackBoxReader.read(noise.toFile());
        assertThat(timeline.signals()).isEmpty();
        assertThat(timeline.damage().notes()).isNotEmpty();
    }

    @Test
    void theOwnBoxIsAliveAndReadWithoutLosingItsLock() throws IOException {
        Path file = dir.resolve("a.ffbox");
        try (BlackBoxWriter writer = Boxes.create(file)) {
            writer.claim((part, why) -> {});
            Boxes.write(writer, 1, writer.resource(Boxes.POOL), 0);
            OwnBoxReader reader = new OwnBoxReader(writer);
            for (int i = 0; i < 3; i++) {
                Timeline timeline = reader.read();
                assertThat(timeline.alive()).isTrue();
                assertThat(timeline.damage().notes()).isEmpty();
                assertThat(timeline.signals()).hasSize(1).allMatch(Boxes::isWritten);
            }
            assertThat(Liveness.of(file.toFile(), Clock.SYSTEM.epochMillis())).isEqualTo(Liveness.ALIVE);
        }
        assertThat(Liveness.of(file.toFile(), Clock.SYSTEM.epochMillis())).isEqualTo(Liveness.DEAD);
    }

    @Test
    void theOwnBoxReadBitByBitIsTheFileReadWhole() throws IOException {
        Path file = dir.resolve("a.ffbox");
        try (BlackBoxWriter writer = Boxes.create(file)) {
            writer.claim((part, why) -> {});
            OwnBoxReader reader = new OwnBoxReader(writer);
            for (int i = 1; i <= BoxFormat.EVENT_CAPACITY + 3000; i++) {
                Boxes.write(
                        writer,
                        i,
                        writer.resource(Boxes.POOL),
                        i == 9000 ? writer.error(null, Boxes.error(1, "x")) : 0);
                writer.frame(Boxes.frame(i, i * SECOND));
                writer.heartbeat(i * SECOND);
                if (i % 700 == 0) {
                    reader.read();
                }
            }
            Timeline own = reader.read();
            Timeline whole = BlackBoxReader.read(file.toFile());
            assertThat(own.alive()).isEqualTo(whole.alive());
            assertThat(own.lastHeartbeatNanos()).isEqualTo(whole.lastHeartbeatNanos());
            assertThat(texts(own)).isEqualTo(texts(whole));
            assertThat(reader.read().damage().notes()).isEmpty();
        }
    }

    private static List<String> texts(Timeline timeline) {
        List<String> texts = new ArrayList<>();
        for (Signal signal : timeline.signals()) {
            ErrorDetail error = signal.error();
            texts.add(signal.v1() + " " + signal.resource() + " " + (error == null ? "" : error.message()));
        }
        for (Frame frame : timeline.frames()) {
            texts.add(frame.atNanos() + " " + frame.get(FrameField.HEAP_USED));
        }
        return texts;
    }
}
