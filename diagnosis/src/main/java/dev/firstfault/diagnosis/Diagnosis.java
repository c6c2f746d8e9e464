package dev.firstfault.diagnosis;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.Timeline;
import java.util.Collections;

/** From a timeline to a verdict. Pure: equal timelines give equal verdicts, live and after a death. */
public final class Diagnosis {

    private Diagnosis() {}

    /** The verdict on what the process recorded itself. */
    public static Verdict diagnose(Timeline timeline) {
        return diagnose(timeline, Witness.NONE);
    }

    /** The verdict on what the process recorded and what a witness outside saw of its end. */
    public static Verdict diagnose(Timeline timeline, Witness witness) {
        Ending ending = new Ending(
                timeline.alive() ? EndingKind.RUNNING : EndingKind.UNKNOWN,
                timeline.alive(),
                timeline.endNanos(),
                witness.exitCode(),
                timeline.alive() ? "The process is running." : "The records do not say how the process ended.");
        return new Verdict(
                ending,
                null,
                Collections.emptyList(),
                Collections.emptyList(),
                Collections.emptyList(),
                Collections.emptyList(),
                Collections.emptyList(),
                Collections.emptyList());
    }
}
