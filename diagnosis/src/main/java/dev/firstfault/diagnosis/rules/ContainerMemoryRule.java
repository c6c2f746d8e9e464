package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;

/** The container's limit was reached; the summary says how much of it was this process and its heap. */
final class ContainerMemoryRule extends Rule {

    ContainerMemoryRule() {
        super(
                FaultKind.CONTAINER_MEMORY,
                Node.CONTAINER_FULL,
                "the process was killed while its container stood at its memory limit",
                "a witness saw the kill (137) and the process's own memory was recorded");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        if (evidence.ending().kind() != EndingKind.CONTAINER_OOM_KILLED) {
            return;
        }
        long limit = evidence.heap().last(FrameField.CGROUP_LIMIT);
        long rss = evidence.heap().last(FrameField.RSS);
        long heap = evidence.heap().last(FrameField.HEAP_COMMITTED);
        StringBuilder text = new StringBuilder("The container reached its limit of ").append(Words.bytes(limit));
        if (rss != Frame.UNKNOWN) {
            text.append("; this process held ").append(Words.bytes(rss));
            if (heap != Frame.UNKNOWN) {
                text.append(", ").append(Words.bytes(heap)).append(" of it heap");
            }
        }
        boolean high = evidence.ending().certain() && rss != Frame.UNKNOWN;
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process("container"),
                fullAt(evidence, limit),
                0,
                high ? Confidence.HIGH : Confidence.MEDIUM,
                high ? 0.9 : 0.6,
                text.append('.').toString(),
                high ? "" : "the exit status (137) or the orchestrator's reason (OOMKilled)"));
    }

    private static long fullAt(Evidence evidence, long limit) {
        int i = evidence.heap().size() - 1;
        while (i > 0 && evidence.heap().level(FrameField.CGROUP_CURRENT, i - 1) >= 0.97 * limit) {
            i--;
        }
        return Math.max(0, evidence.heap().at(i));
    }
}
