package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.FrameLevel;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;

/** The host has no memory left and swaps the process out. */
final class HostMemoryRule extends Rule {

    private static final long S = 1_000_000_000L;

    HostMemoryRule() {
        super(
                FaultKind.HOST_MEMORY,
                Node.HOST_FULL,
                "for 10 s the host has had less than a twentieth of its memory left, and a tenth of the process's own is swapped out",
                "samples came late for a tenth of that time");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        long memory = evidence.timeline().process().number(ProcessInfo.HOST_MEMORY, -1);
        long end = evidence.endNanos();
        FrameLevel swapped = FrameLevel.of(evidence.heap(), FrameField.SWAPPED, end);
        FrameLevel resident = FrameLevel.of(evidence.heap(), FrameField.RSS, end);
        long since = shortSince(evidence, memory);
        if (since < 0 || end - since < 10 * S || swapped.last() < resident.last() / 10) {
            return;
        }
        boolean late = evidence.lostTime(since, end).late() >= 0.1;
        add(
                findings,
                Subject.process("host"),
                since,
                S,
                late ? Confidence.HIGH : Confidence.MEDIUM,
                "The host has less than a twentieth of its " + Words.bytes(memory) + " left for "
                        + Words.span(end - since) + ", and " + Words.bytes(swapped.last())
                        + " of this process are swapped out.",
                "who takes the host's memory, and how much is swapped in and out (vmstat 1)");
    }

    private static long shortSince(Evidence evidence, long memory) {
        long since = -1;
        for (int i = evidence.heap().size() - 1; i >= 0 && memory > 0; i--) {
            long available = evidence.heap().level(FrameField.HOST_AVAILABLE, i);
            if (available < 0 || available >= memory / 20) {
                break;
            }
            since = evidence.heap().at(i);
        }
        return since;
    }
}
