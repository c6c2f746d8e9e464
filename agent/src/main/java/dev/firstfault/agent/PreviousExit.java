package dev.firstfault.agent;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.blackbox.BoxBounds;
import dev.firstfault.blackbox.BoxFiles;
import dev.firstfault.blackbox.Liveness;
import dev.firstfault.diagnosis.Diagnosis;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.exporters.prometheus.VerdictMeters;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.Timeline;
import java.io.File;
import java.io.IOException;

/**
 * Says, once, what the box of the process before this one says: the same application in the same directory, the one that
 * ended last. Without such a box none of the classes that judge it is loaded.
 */
final class PreviousExit {

    private static final String PART = "previous-exit";

    /** A box of another machine or container may be too young to tell; it is old after two minutes, or its process lives. */
    private static final int MOST_LOOKS = 10;

    private static final long LOOK_NANOS = 15_000_000_000L;

    /** Reading and judging a full box takes some 10 MB for a moment. A heap that lacks them is the host's. */
    private static final long ROOM_BYTES = 24L << 20;

    private final Clock clock;
    private final BlackBoxWriter own;
    private final BoxBounds bounds;
    private final VerdictMeters meters;
    private final StderrLines lines;
    private final Health health;
    private int looks;
    private long nextLookNanos;

    PreviousExit(
            Clock clock, BlackBoxWriter own, BoxBounds bounds, VerdictMeters meters, StderrLines lines, Health health) {
        this.clock = clock;
        this.own = own;
        this.bounds = bounds;
        this.meters = meters;
        this.lines = lines;
        this.health = health;
        nextLookNanos = clock.nanos();
    }

    /** Once a second: looks for the box until it is found or there is none, and the first time deletes those beyond the bounds. */
    void tick() {
        if (looks == MOST_LOOKS || clock.nanos() < nextLookNanos) {
            return;
        }
        boolean first = looks == 0;
        looks++;
        nextLookNanos = clock.nanos() + LOOK_NANOS;
        try {
            if (look(looks == MOST_LOOKS)) {
                looks = MOST_LOOKS;
            }
        } catch (IOException | RuntimeException | LinkageError failed) {
            looks = MOST_LOOKS;
            health.degraded(PART, "the box of the process before this one cannot be judged: " + failed);
        }
        if (first) {
            bounds.prune(own.file(), clock.epochMillis());
        }
    }

    /** Whether that settles it. */
    private boolean look(boolean last) throws IOException {
        for (File box : BoxFiles.ofSameApp(own.file())) {
            Liveness liveness = Liveness.of(box, clock.epochMillis());
            if (liveness == Liveness.DEAD) {
                tell(box);
                return true;
            }
            if (liveness == Liveness.UNKNOWN && !last) {
                return false;
            }
        }
        return true;
    }

    private void tell(File box) throws IOException {
        Runtime heap = Runtime.getRuntime();
        if (heap.maxMemory() - heap.totalMemory() + heap.freeMemory() < ROOM_BYTES) {
            health.degraded(PART, "the heap has no room to read " + box + "; use report");
            return;
        }
        Timeline timeline = BlackBoxReader.read(box);
        Verdict verdict = Diagnosis.diagnose(timeline, Aftermath.addedTo(Witness.NONE, box, timeline));
        meters.previousExit(verdict);
        String line = PreviousExitLine.of(timeline, verdict, clock.epochMillis(), box);
        if (line != null) {
            lines.print(line);
        }
    }
}
