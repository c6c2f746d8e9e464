package dev.firstfault.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each incident of a search client in many sizes and timings: right or abstained, never wrong with high confidence. */
@Execution(ExecutionMode.CONCURRENT)
class SearchIncidentsTest {

    private static final int VARIANTS = 40;

    @ParameterizedTest
    @EnumSource(SearchIncidents.class)
    void everyVariantIsNamedRightOrLeftOpen(SearchIncidents incident) {
        int high = 0;
        int medium = 0;
        int open = 0;
        List<String> wrong = new ArrayList<>();
        List<String> wrongHigh = new ArrayList<>();
        for (int seed = 0; seed < VARIANTS; seed++) {
            Fault fault = Diagnosis.diagnose(incident.timeline(seed)).firstFault();
            FaultKind kind = fault == null ? null : fault.kind();
            if (kind == incident.fault) {
                boolean sure = fault == null || fault.confidence() == Confidence.HIGH;
                high += sure ? 1 : 0;
                medium += sure ? 0 : 1;
            } else if (kind == FaultKind.UNKNOWN && incident.fault != null) {
                open++;
            } else {
                wrong.add("seed " + seed + ": " + fault);
                if (fault != null && fault.confidence() == Confidence.HIGH) {
                    wrongHigh.add("seed " + seed + ": " + fault);
                }
            }
        }
        System.out.printf(
                "%-32s right: high %3d medium %3d | open %3d | wrong %3d, of them high %d%n  %s%n",
                incident,
                high,
                medium,
                open,
                wrong.size(),
                wrongHigh.size(),
                String.join("\n  ", wrong.subList(0, Math.min(3, wrong.size()))));
        assertThat(wrongHigh).isEmpty();
        assertThat(wrong).hasSizeLessThanOrEqualTo(VARIANTS / 20);
        assertThat(high + medium).isGreaterThanOrEqualTo(VARIANTS / 2);
    }

    @ParameterizedTest
    @EnumSource(SearchIncidents.class)
    void whatIsMissingNeverMakesAnotherFaultHigh(SearchIncidents incident) {
        List<String> wrong = new ArrayList<>();
        for (int seed = 0; seed < 2; seed++) {
            Timeline whole = incident.timeline(seed);
            for (Mutation mutation : Mutation.all()) {
                Fault fault = Diagnosis.diagnose(mutation.change().apply(whole)).firstFault();
                if (fault != null && fault.confidence() == Confidence.HIGH && fault.kind() != incident.fault) {
                    wrong.add(incident + " seed " + seed + ", " + mutation.name() + ": " + fault);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
