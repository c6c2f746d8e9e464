package dev.firstfault.diagnosis.ending;

import dev.firstfault.diagnosis.onset.Exhaustion;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.onset.Standstill;
import dev.firstfault.signals.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Finds how a process ended. Its own marks decide first, then a witness, then what the last samples fit best; only the
 * first two make an answer certain.
 */
public final class EndingClassifier {

    private EndingClassifier() {}

    /**
     * How the process of this timeline ended.
     *
     * @param standstill what holds a live process, or null where it moves
     */
    public static Ending classify(
            Timeline timeline,
            Witness witness,
            HeapHistory heap,
            Exhaustion exhaustion,
            @Nullable Standstill standstill) {
        EndingFacts facts = new EndingFacts(timeline, witness, heap, exhaustion, standstill);
        if (timeline.alive()) {
            return LiveEnding.of(facts);
        }
        Ending ending = MarkedEnding.of(facts);
        if (ending == null) {
            ending = WitnessedEnding.of(facts);
        }
        return ending == null ? SampledEnding.of(facts) : ending;
    }
}
