package dev.firstfault.blackbox;

import static dev.firstfault.blackbox.Boxes.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader makes of boxes that are cut, overwritten, torn or full of noise. */
class DamagedBoxTest {

    private static final int SIGNALS = 300;
    private static final int FRAMES = 200;
    private static final int VARIANTS = 10_000;

    @TempDir
    Path dir;

    private byte[] whole = new byte[0];

    @BeforeEach
    void writeABox() throws IOException {
        Path file = dir.resolve("whole.ffbox");
        try (BlackBoxWriter writer = Boxes.create(file)) {
            writer.claim((part, why) -> {});
            writer.state(ProcessState.RUNNING);
            int resource = writer.resource(Boxes.DATABASE);
            int error = writer.error(Boxes.DATABASE, Boxes.error(1, "Too many connections"));
            for (int i = 1; i <= SIGNALS; i++) {
                Boxes.write(writer, i, resource, error);
            }
            for (int i = 1; i <= FRAMES; i++) {
                writer.frame(Boxes.frame(i, i * SECOND));
                writer.heartbeat(i * SECOND);
            }
        }
        whole = Files.readAllBytes(file);
    }

    @Test
    void aBoxCutAtAnyPageIsReadAndSaysWhere() throws IOException {
        Path file = dir.resolve("cut.ffbox");
        for (int length = BoxFormat.PAGE; length < BoxFormat.FILE_SIZE; length += BoxFormat.PAGE) {
            Files.write(file, Arrays.copyOf(whole, length));
            Timeline timeline = BlackBoxReader.read(file.toFile());
            assertThat(timeline.damage().notes())
                    .first()
                    .asString()
                    .startsWith("truncated at " + length + " of " + BoxFormat.FILE_SIZE);
            assertNothingInvented(timeline);
            int expected = Math.max(0, Math.min(SIGNALS, (length - BoxFormat.EVENTS) / EventFormat.SIZE));
            assertThat(timeline.signals()).hasSize(expected);
        }
    }

    @Test
    void randomDamageNeitherThrowsNorInventsNorIsHidden() {
        Random random = new Random(20_240_229);
        int[] used = usedWords();
        byte[] bytes = whole.clone();
        for (int variant = 0; variant < VARIANTS; variant++) {
            boolean inRecords = variant % 4 != 0;
            int[] places = new int[1 + random.nextInt(16)];
            for (int i = 0; i < places.length; i++) {
                int inUse = used[random.nextInt(used.length)] + random.nextInt(8);
                places[i] = inRecords ? inUse : random.nextInt(bytes.length);
                bytes[places[i]] ^= (byte) (1 + random.nextInt(255));
            }
            boolean changed = Arrays.stream(places).anyMatch(at -> bytes[at] != whole[at]);
            Timeline timeline = read(bytes);
            assertNothingInvented(timeline);
            if (inRecords && changed) {
                assertThat(timeline.damage().notes()).as("variant " + variant).isNotEmpty();
            }
            for (int at : places) {
                bytes[at] = whole[at];
            }
        }
    }

    @Test
    void aBoxWithoutAnyWholeHeaderIsReadBestEffort() {
        byte[] bytes = whole.clone();
        bytes[HeaderFormat.MAGIC_OFFSET] = 0;
        bytes[BoxFormat.HEADER_B] = 0;
        Timeline timeline = read(bytes);
        assertThat(timeline.signals()).hasSize(SIGNALS).allMatch(Boxes::isWritten);
        assertThat(timeline.frames()).hasSize(FRAMES);
        assertThat(timeline.originEpochMillis()).isEqualTo(Boxes.ORIGIN_EPOCH_MILLIS);
        assertThat(timeline.damage().notes())
                .contains("header A: the identity is damaged", "header B: the identity is damaged");
    }

    @Test
    void theEpochIsFoundInTheProcessInfoWhereBothHeadersAreGone() {
        byte[] bytes = whole.clone();
        Arrays.fill(bytes, 0, BoxFormat.INFO_A, (byte) 0x55);
        Timeline timeline = read(bytes);
        assertThat(timeline.signals()).hasSize(SIGNALS);
        assertThat(timeline.process().get("app")).isEqualTo("metastore");
        assertThat(timeline.state()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void recordsOfAnotherBoxNeverPass() throws IOException {
        Path other = dir.resolve("other.ffbox");
        try (BlackBoxWriter writer = Boxes.create(other, Boxes.EPOCH + 1)) {
            Boxes.write(writer, 1, 0, 0);
        }
        byte[] bytes = Files.readAllBytes(other);
        System.arraycopy(whole, BoxFormat.EVENTS + 10 * 64, bytes, BoxFormat.EVENTS + 10 * 64, 64);
        Timeline timeline = read(bytes);
        assertThat(timeline.signals()).hasSize(1);
        assertThat(timeline.damage().recordsSkipped()).isEqualTo(1);
    }

    @Test
    void aSignalOutlivesItsErrorAndItsResource() {
        byte[] bytes = whole.clone();
        bytes[BoxFormat.ERRORS + ErrorFormat.TEXT]++;
        bytes[BoxFormat.RESOURCES + ResourceFormat.NAME]++;
        Timeline timeline = read(bytes);
        assertThat(timeline.signals()).hasSize(SIGNALS).allMatch(Boxes::isWritten);
        assertThat(timeline.signals()).allMatch(signal -> signal.error() == null && signal.resource() == null);
        assertThat(timeline.damage().notes())
                .contains(
                        "resources: 1 damaged record skipped",
                        "first errors: 1 damaged record skipped",
                        SIGNALS + " signals whose error is not readable",
                        SIGNALS + " signals whose resource is not readable");
    }

    @Test
    void anOverwrittenPageLeavesAGapInTheSequence() {
        byte[] bytes = whole.clone();
        Arrays.fill(bytes, BoxFormat.EVENTS, BoxFormat.EVENTS + 64 * 5, (byte) 0);
        assertThat(read(bytes).damage().notes()).containsExactly("signals: 5 records missing in the sequence");
    }

    @Test
    void aTornLastRecordIsReportedNotCounted() {
        byte[] bytes = whole.clone();
        int next = BoxFormat.FINE_FRAMES + FRAMES * FrameFormat.SIZE;
        System.arraycopy(whole, next - FrameFormat.SIZE, bytes, next, FrameFormat.SIZE);
        Arrays.fill(bytes, next, next + 8, (byte) 0);
        Timeline dead = read(bytes);
        assertThat(dead.frames()).hasSize(FRAMES);
        assertThat(dead.damage().recordsSkipped()).isZero();
        assertThat(dead.damage().notes())
                .containsExactly("frames: the record after the last was being written when the process ended");
        assertThat(read(bytes, true).damage().notes()).isEmpty();
    }

    @Test
    void aHeaderCopyThatIsBeingWrittenLeavesTheOther() {
        byte[] bytes = whole.clone();
        Arrays.fill(bytes, HeaderFormat.STATE_BLOCK, HeaderFormat.STATE_BLOCK + 8, (byte) 0);
        Timeline timeline = read(bytes);
        assertThat(timeline.state()).isEqualTo(ProcessState.RUNNING);
        assertThat(timeline.lastHeartbeatNanos()).isGreaterThanOrEqualTo((FRAMES - 1) * SECOND);
        assertThat(timeline.damage().notes())
                .containsExactly("header A: the process state was being written when the process ended");
    }

    private static Timeline read(byte[] bytes) {
        return read(bytes, false);
    }

    private static Timeline read(byte[] bytes, boolean live) {
        BoxBytes box = new BoxBytes(bytes);
        DamageLog damage = new DamageLog();
        return new BoxReading(box, new BoxIdentity(box, live, damage), live, damage).timeline();
    }

    /** Offsets of the 8-byte words that records of this box occupy. */
    private int[] usedWords() {
        List<Integer> words = new ArrayList<>();
        addWords(words, 0, HeaderFormat.STATE_BLOCK + HeaderFormat.STATE_SIZE);
        addWords(words, BoxFormat.HEADER_B, BoxFormat.HEADER_B + HeaderFormat.STATE_BLOCK + HeaderFormat.STATE_SIZE);
        addWords(words, BoxFormat.RESOURCES, BoxFormat.RESOURCES + ResourceFormat.SIZE);
        addWords(words, BoxFormat.ERRORS, BoxFormat.ERRORS + ErrorFormat.SIZE);
        addWords(words, BoxFormat.EVENTS, BoxFormat.EVENTS + SIGNALS * EventFormat.SIZE);
        addWords(words, BoxFormat.FINE_FRAMES, BoxFormat.FINE_FRAMES + FRAMES * FrameFormat.SIZE);
        addWords(words, BoxFormat.COARSE_FRAMES, BoxFormat.COARSE_FRAMES + 4 * FrameFormat.SIZE);
        return words.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void addWords(List<Integer> words, int from, int to) {
        for (int at = from; at < to; at += 8) {
            words.add(at);
        }
    }

    /** Plain comparisons: they are made some five million times. */
    private static void assertNothingInvented(Timeline timeline) {
        boolean invented = false;
        Set<Long> numbers = new HashSet<>();
        for (Signal signal : timeline.signals()) {
            invented |= !Boxes.isWritten(signal) || signal.v1() < 1 || signal.v1() > SIGNALS;
            invented |= !numbers.add(signal.v1());
            invented |= signal.resource() != null && !signal.resource().equals(Boxes.DATABASE);
        }
        for (ErrorDetail error : timeline.errors()) {
            invented |= !error.message().equals("Too many connections");
        }
        long before = 0;
        for (Frame frame : timeline.frames()) {
            invented |= frame.atNanos() <= before || frame.atNanos() > FRAMES * SECOND;
            invented |= frame.get(FrameField.HEAP_USED) != frame.atNanos() / SECOND;
            invented |= frame.get(FrameField.THREADS) != -frame.atNanos() / SECOND;
            before = frame.atNanos();
        }
        assertThat(invented).isFalse();
    }
}
