package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.FrameLevel;
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
        String text = "The container reached its limit of " + Words.bytes(limit)
                + (rss == Frame.UNKNOWN ? "." : who(evidence, limit, rss, heap));
        boolean high = evidence.ending().certain() && rss != Frame.UNKNOWN;
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process("container"),
                fullAt(evidence, limit),
                0,
                high ? Confidence.HIGH : Confidence.MEDIUM,
                high ? 0.9 : 0.6,
                text,
                high ? "" : "the exit status (137) or the orchestrator's reason (OOMKilled)"));
    }

    /** Who ate it: the others in the container, this process's heap, or what it holds beside. */
    private static String who(Evidence evidence, long limit, long rss, long heap) {
        String held = "; this process held " + Words.bytes(rss)
                + (heap == Frame.UNKNOWN ? "" : ", " + Words.bytes(heap) + " of it heap");
        if (rss < limit / 2) {
            return held + ": the others in the container hold the rest, and are to be asked first.";
        }
        if (heap == Frame.UNKNOWN) {
            return held + ".";
        }
        long max = evidence.heap().maxBytes();
        if (heap >= rss / 10 * 7) {
            return held + ": the heap alone may take " + Words.bytes(max) + ", " + Words.percent((double) max / limit)
                    + " of the limit.";
        }
        long direct = evidence.heap().last(FrameField.DIRECT);
        long metaspace = evidence.heap().last(FrameField.METASPACE);
        FrameLevel resident = FrameLevel.of(evidence.heap(), FrameField.RSS, evidence.endNanos());
        return held
                + (direct > rss / 10 ? ", " + Words.bytes(direct) + " direct buffers" : "")
                + (metaspace > rss / 10 ? ", " + Words.bytes(metaspace) + " metaspace" : "")
                + ": what grew lies outside the heap, from " + Words.bytes(resident.base()) + " in "
                + Words.span(evidence.endNanos() - resident.riseAt()) + ".";
    }

    private static long fullAt(Evidence evidence, long limit) {
        int i = evidence.heap().size() - 1;
        while (i > 0 && evidence.heap().level(FrameField.CGROUP_CURRENT, i - 1) >= 0.97 * limit) {
            i--;
        }
        return Math.max(0, evidence.heap().at(i));
    }
}
