package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ContentionHistory;
import dev.firstfault.diagnosis.onset.WaitHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.WaitKind;
import org.jspecify.annotations.Nullable;

/** A thread cannot write its output, and those that want to write too queue behind it. */
final class BlockedOutputRule extends Rule {

    private static final long S = 1_000_000_000L;

    BlockedOutputRule() {
        super(
                FaultKind.BLOCKED_OUTPUT,
                Node.OUTPUT_BLOCKED,
                "a thread has been writing to a pipe, a terminal or a file for ten seconds without getting on, or"
                        + " threads queue for a lock whose owner does",
                "others queue behind the one that writes, or it has been writing for twenty seconds");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        WaitHistory writing = null;
        for (WaitHistory wait : evidence.waits()) {
            if (wait.kind() == WaitKind.OUTPUT && wait.pending()) {
                writing = writing == null || wait.startedAt() < writing.startedAt() ? wait : writing;
            }
        }
        ContentionHistory behind = null;
        for (ContentionHistory lock : evidence.contentions()) {
            if (Frames.output(lock.frames()) && lock.knownNanos() >= 10 * S && lock.pending(evidence.endNanos())) {
                behind = behind == null || lock.onset() < behind.onset() ? lock : behind;
            }
        }
        if (writing != null || behind != null) {
            judge(evidence, findings, writing, behind);
        }
    }

    private void judge(
            Evidence evidence, Findings findings, @Nullable WaitHistory writing, @Nullable ContentionHistory behind) {
        long at = writing != null ? writing.startedAt() : behind == null ? 0 : behind.onset();
        int blocked = behind == null ? 0 : behind.mostBlocked();
        int writers = writing == null ? 0 : writing.threads();
        boolean high = writing != null && (writing.knownNanos() >= 20 * S || blocked > 0 || writers > 1);
        String frames = writing != null ? writing.frames() : behind == null ? "" : behind.frames();
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process("output"),
                at,
                S,
                high ? Confidence.HIGH : Confidence.MEDIUM,
                high ? 0.95 : 0.6,
                "What the process writes has not been taken for " + Words.span(evidence.endNanos() - at)
                        + (blocked > 0 ? "; up to " + Words.count(blocked, "thread") + " queue behind it" : "")
                        + "." + Frames.at(frames),
                high ? "" : "a second look at the thread that writes: whether it still writes the same"));
    }
}
