package dev.firstfault.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Verdict;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each incident in two hundred sizes and timings: right or abstained, never wrong with high confidence. */
@Execution(ExecutionMode.CONCURRENT)
class VariantsTest {

    private static final int VARIANTS = 200;

    @ParameterizedTest
    @MethodSource("dev.firstfault.diagnosis.Incident#all")
    void everyVariantIsNamedRightOrLeftOpen(Incident incident) {
        int high = 0;
        int medium = 0;
        int open = 0;
        int wrong = 0;
        int wrongHigh = 0;
        int endings = 0;
        StringBuilder examples = new StringBuilder();
        for (int seed = 0; seed < VARIANTS; seed++) {
            Verdict verdict = Diagnosis.diagnose(incident.timeline(seed), incident.witness(seed));
            Fault fault = verdict.firstFault();
            boolean right = fault == null ? incident.fault() == null : fault.kind() == incident.fault();
            endings += verdict.ending().kind() == incident.ending() ? 1 : 0;
            if (fault != null && fault.kind() == FaultKind.UNKNOWN) {
                open++;
            } else if (!right) {
                wrong++;
                wrongHigh += fault != null && fault.confidence() == Confidence.HIGH ? 1 : 0;
                if (wrong <= 3) {
                    examples.append("\n  seed ")
                            .append(seed)
                            .append(": ")
                            .append(verdict.ending())
                            .append(" | ")
                            .append(fault);
                }
            } else if (fault == null || fault.confidence() == Confidence.HIGH) {
                high++;
            } else {
                medium++;
            }
            if (verdict.ending().kind() != incident.ending() && seed - endings < 3) {
                examples.append("\n  seed ").append(seed).append(" ending: ").append(verdict.ending());
            }
        }
        System.out.printf(
                "%-32s right: high %3d medium %3d | open %3d | wrong %3d, of them high %d | ending right %3d%s%n",
                incident, high, medium, open, wrong, wrongHigh, endings, examples);
        assertThat(wrongHigh).isZero();
        assertThat(wrong).isLessThanOrEqualTo(VARIANTS / 100);
        assertThat(high + medium).isGreaterThanOrEqualTo(VARIANTS / 2);
        assertThat(endings).isGreaterThanOrEqualTo(VARIANTS * 99 / 100);
    }
}
