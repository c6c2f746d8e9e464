package dev.firstfault.agent;

import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.blackbox.OwnBoxReader;
import dev.firstfault.diagnosis.Diagnosis;
import dev.firstfault.exporters.report.DiagnosedProcess;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Damage;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.util.Collections;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The verdict as of now, from the process's own box: the same reader and the same rules as after a death. Thread-safe.
 */
final class LiveDiagnosis implements Supplier<DiagnosedProcess> {

    /** A judgement takes at most one part in this many of a core while there is trouble: 2 percent. */
    private static final long COST_RATIO = 50;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Without trouble only slow drifts are to be noticed. */
    private static final long QUIET_NANOS = 60 * SECOND_NANOS;

    private final Clock clock;
    private final ProcessInfo process;
    private final long originEpochMillis;
    private final @Nullable OwnBoxReader box;
    private @Nullable DiagnosedProcess newest;
    private @Nullable DiagnosedProcess renewed;
    private long judgedNanos;
    private long costNanos;
    private long troublesJudged;

    LiveDiagnosis(Clock clock, ProcessInfo process, long originEpochMillis, @Nullable BlackBoxWriter box) {
        this.clock = clock;
        this.process = process;
        this.originEpochMillis = originEpochMillis;
        this.box = box == null ? null : new OwnBoxReader(box);
    }

    /** The verdict, at most a second old. */
    @Override
    public synchronized DiagnosedProcess get() {
        DiagnosedProcess known = newest;
        if (known == null || clock.nanos() - judgedNanos >= SECOND_NANOS) {
            known = judge();
        }
        return known;
    }

    /**
     * Judges anew if there is reason to.
     *
     * @param troubles how many signals of trouble came since the start
     * @return the new verdict, or null where the last one stands
     */
    synchronized @Nullable DiagnosedProcess renewed(long troubles) {
        DiagnosedProcess asked = newest;
        if (asked != null && asked != renewed) {
            renewed = asked; // a page was asked for it: costs nothing more, and the scrape says what the page said
            return asked;
        }
        long wait = troubles == troublesJudged ? QUIET_NANOS : Math.max(SECOND_NANOS, COST_RATIO * costNanos);
        if (newest != null && clock.nanos() - judgedNanos < wait) {
            return null;
        }
        troublesJudged = troubles;
        renewed = judge();
        return renewed;
    }

    private DiagnosedProcess judge() {
        long before = clock.nanos();
        Timeline timeline = timeline();
        DiagnosedProcess judged = new DiagnosedProcess("", timeline, Diagnosis.diagnose(timeline));
        judgedNanos = clock.nanos();
        costNanos = judgedNanos - before;
        newest = judged;
        return judged;
    }

    private Timeline timeline() {
        if (box != null) {
            try {
                return box.read();
            } catch (IOException unreadable) {
                return empty("the own black box cannot be read: " + unreadable.getMessage());
            }
        }
        return empty("there is no black box: nothing is recorded");
    }

    private Timeline empty(String why) {
        return new Timeline(
                process,
                ProcessState.RUNNING,
                originEpochMillis,
                0,
                true,
                Collections.emptyList(),
                Collections.emptyList(),
                Collections.emptyList(),
                Collections.emptyMap(),
                new Damage(0, 0, Collections.singletonList(why)));
    }
}
