package dev.firstfault.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A box that lacks something may leave the verdict open; it never makes another fault HIGH. */
@Execution(ExecutionMode.CONCURRENT)
class MutationTest {

    @ParameterizedTest
    @MethodSource("dev.firstfault.diagnosis.Incident#all")
    void whatIsMissingNeverMakesAnotherFaultHigh(Incident incident) {
        List<String> wrong = new ArrayList<>();
        for (int seed = 0; seed < 15; seed++) {
            Timeline whole = incident.timeline(seed);
            for (Mutation mutation : Mutation.all()) {
                Timeline less = mutation.change().apply(whole);
                if (less == whole) {
                    continue; // that verdict is VariantsTest's
                }
                Fault fault = Diagnosis.diagnose(less, incident.witness(seed)).firstFault();
                if (fault != null && fault.confidence() == Confidence.HIGH && fault.kind() != incident.fault()) {
                    wrong.add(incident + " seed " + seed + ", " + mutation.name() + ": " + fault);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
