package dev.firstfault.agent;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.Verdict;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The line for a verdict that became certain, once for each kind and target in a process's life; and for a process that is stuck. */
final class VerdictLine {

    private final Set<String> said = new HashSet<>();

    /** The line, or null where there is nothing new to say. */
    @Nullable
    String of(Verdict verdict) {
        Fault fault = verdict.firstFault();
        if (fault != null && fault.confidence() == Confidence.HIGH && said.add(fault.kind() + " " + fault.target())) {
            return "first fault: " + fault.kind().word() + ", " + fault.summary();
        }
        boolean stuck = verdict.ending().kind() == EndingKind.STUCK;
        return stuck && said.add(EndingKind.STUCK.word())
                ? EndingKind.STUCK.word() + ": " + verdict.ending().summary()
                : null;
    }
}
