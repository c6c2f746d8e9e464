package dev.firstfault.diagnosis;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.Timeline;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An incident whose first fault is known, in as many sizes and timings as there are seeds. */
interface Incident {

    /** What went wrong first, or null where nothing did. */
    @Nullable
    FaultKind fault();

    EndingKind ending();

    /** The incident as drawn with this seed. */
    Timeline timeline(long seed);

    /** What somebody saw of its end. */
    default Witness witness(long seed) {
        return Witness.NONE;
    }

    /** All that are told. */
    static Stream<Incident> all() {
        return Stream.<Incident[]>of(Incidents.values(), StatementIncidents.values())
                .flatMap(Arrays::stream);
    }
}
