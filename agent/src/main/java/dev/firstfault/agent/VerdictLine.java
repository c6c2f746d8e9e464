package dev.firstfault.agent;

import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.Verdict;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The line for a verdict that became certain: once for each kind and target in a process's life. */
final class VerdictLine {

    private final Set<String> said = new HashSet<>();

    /** The line, or null where there is nothing new to say. */
    @Nullable
    String of(Verdict verdict) {
        Fault fault = verdict.firstFault();
        if (fault == null || fault.confidence() != Confidence.HIGH) {
            return null;
        }
        boolean isNew = said.add(fault.kind() + " " + fault.target());
        return isNew ? "first fault: " + fault.kind().word() + ", " + fault.summary() : null;
    }
}
