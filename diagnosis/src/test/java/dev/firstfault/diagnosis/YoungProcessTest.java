package dev.firstfault.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.Damage;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Processes that die of a full heap a second and a half after their start, sampled a hundred times a second. */
class YoungProcessTest {

    private static final long MS = 1_000_000L;
    private static final long MB = 1 << 20;
    private static final int HEAP_MB = 64;
    private static final int PERIOD = 100;
    private static final int STEP_MB = 5;
    private static final int FIRST = 300;

    /** A heap that holds this at a moment, milliseconds since the start, megabytes. */
    private interface Level {
        double at(int millis);
    }

    private static final Level STEPS = millis -> 8 + STEP_MB * (millis < FIRST ? 0 : (millis - FIRST) / PERIOD + 1);
    private static final Level EVENLY = millis -> 8 + STEP_MB * Math.max(0, millis - FIRST + PERIOD / 2.0) / PERIOD;
    private static final Level LOADED = millis -> 900;
    private static final Level LOADING = millis -> 900 + 2.0 * millis;

    @Test
    void attemptsWhoseThreadAllocatedWhatFilledTheHeapFilledIt() {
        assertThat(sure(young(STEPS, LOADED, STEP_MB * 1024 + 40))).isEqualTo(FaultKind.DB_CONNECTION_LIMIT);
    }

    @Test
    void attemptsThatKeepStepWithGrowthButAllocatedLittleAreNotBlamedForSure() {
        assertThat(sure(young(STEPS, LOADED, 40))).isNull();
    }

    @Test
    void attemptsOfWhichItIsNotKnownWhatTheyAllocatedAreNotBlamedForSure() {
        assertThat(sure(young(STEPS, LOADED, 0))).isNull();
    }

    @Test
    void attemptsBesideAnEvenGrowthAreNotBlamedThoughTheirThreadAllocatesAsMuch() {
        assertThat(sure(young(EVENLY, LOADED, STEP_MB * 1024))).isNull();
    }

    @Test
    void aStartThatLoadsWithoutABreakUntilItsHeapIsFullNeedsALargerOne() {
        assertThat(sure(young(EVENLY, LOADING, -1))).isEqualTo(FaultKind.HEAP_TOO_SMALL);
    }

    @Test
    void anEvenGrowthWithoutClassesMayBeALeak() {
        assertThat(sure(young(EVENLY, LOADED, -1))).isNull();
    }

    @Test
    void aHeapThatFillsInStepsMayBeARetryThatLeaksThoughClassesCome() {
        assertThat(sure(young(STEPS, LOADING, -1))).isNull();
    }

    /** What the verdict is sure of, if anything. */
    private static @org.jspecify.annotations.Nullable FaultKind sure(Timeline timeline) {
        Verdict verdict = Diagnosis.diagnose(timeline, Witness.NONE.withExitCode(3));
        assertThat(verdict.ending().kind()).isEqualTo(EndingKind.OOM_EXIT);
        Fault fault = Objects.requireNonNull(verdict.firstFault());
        return fault.confidence() == Confidence.HIGH ? fault.kind() : null;
    }

    /** @param perAttempt kilobytes that the thread that is refused allocates for each attempt; 0: not counted; -1: none is made */
    private static Timeline young(Level heap, Level classes, int perAttempt) {
        List<Frame> frames = new ArrayList<>();
        List<Signal> signals = new ArrayList<>();
        int collections = 0;
        double left = 0;
        double used = 0;
        int millis = 20;
        for (; used < HEAP_MB - 2; millis += 10) {
            // Sampled between two steps, as a sampler of its own pace does.
            used = Math.min(HEAP_MB - 1, heap.at(millis - 3));
            int due = (int) (used * 12 / HEAP_MB);
            left = due > collections ? used : left;
            collections = due;
            Frame frame = new Frame();
            frame.atNanos(millis * MS);
            frame.set(FrameField.HEAP_USED, (long) (used * MB));
            frame.set(FrameField.HEAP_COMMITTED, HEAP_MB * MB);
            frame.set(FrameField.HEAP_AFTER_GC, (long) (left * MB));
            frame.set(FrameField.GC_COUNT, collections);
            frame.set(FrameField.FULL_GC_COUNT, collections / 4);
            frame.set(FrameField.GC_MILLIS, collections);
            frame.set(FrameField.CLASSES, (long) classes.at(millis));
            frames.add(frame);
        }
        for (int attempt = 0; perAttempt >= 0 && FIRST + attempt * PERIOD + 2 < millis; attempt++) {
            long at = (FIRST + attempt * PERIOD + 2) * MS;
            int allocated = perAttempt == 0 ? 0 : 20_000 + attempt * perAttempt;
            signals.add(new Signal(
                    at,
                    SignalKind.CONNECT_FAILED,
                    new Resource(ResourceKind.JDBC_TARGET, Scene.DB),
                    2 * MS,
                    ConnectFailure.CONNECTION_LIMIT.id(),
                    Signal.pack(allocated, 1040),
                    0,
                    1,
                    new ErrorDetail(at, "java.sql.SQLException", "Too many connections", "08004", 1040, "main", "")));
        }
        return new Timeline(
                new ProcessInfo(Map.of(
                        ProcessInfo.MAX_HEAP_BYTES,
                        String.valueOf(HEAP_MB * MB),
                        ProcessInfo.FLAG_PREFIX + "ExitOnOutOfMemoryError",
                        "true")),
                ProcessState.RUNNING,
                1_700_000_000_000L,
                frames.get(frames.size() - 1).atNanos(),
                false,
                frames,
                signals,
                List.of(),
                Map.of(),
                Damage.NONE);
    }
}
