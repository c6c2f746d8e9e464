package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ThreadHistory.Growth;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;

/** The system refuses a thread, by whichever error that shows, though this process has no more than usual. */
final class ThreadLimitRule extends LocalLimitRule {

    ThreadLimitRule() {
        super(
                FaultKind.THREAD_LIMIT,
                "the system refuses a thread (unable to create native thread) while threads did not grow",
                "native thread",
                "resource temporarily unavailable");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        long refused = evidence.threads().refusedAt();
        Growth growth = evidence.threads().growth(refused >= 0 ? refused : evidence.endNanos());
        if (growth.known() && growth.leaks()) {
            findings.ruleOut(
                    kind(), "threads had grown from " + growth.before() + " to " + growth.now() + " by themselves.");
            return;
        }
        super.examine(evidence, findings);
        for (ConnectHistory history : evidence.connects()) {
            if (history.unresolved() && accepts(history)) {
                return;
            }
        }
        if (refused >= 0) {
            boolean high = growth.known() && growth.flat();
            findings.add(new Finding(
                    kind(),
                    node(),
                    Subject.process("threads"),
                    refused,
                    0,
                    high ? Confidence.HIGH : Confidence.MEDIUM,
                    high ? 0.9 : 0.5,
                    "The system refused a thread"
                            + (growth.known()
                                    ? " when this process had " + growth.now() + ", " + growth.before()
                                            + " before: a limit outside of it was reached."
                                    : "."),
                    high ? "" : "how many threads the process had in the minutes before"));
        }
    }
}
