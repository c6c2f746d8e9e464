package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.FrameLevel;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;

/** The process has as many files and sockets open as it may; or a connect said so. */
final class FileDescriptorRule extends LocalLimitRule {

    private static final long S = 1_000_000_000L;

    /** What comes and goes between two samples. */
    private static final long SPARE = 4;

    FileDescriptorRule() {
        super(
                FaultKind.FILE_DESCRIPTORS,
                "no descriptor is left (Too many open files), or nineteen in twenty that the process may have are open",
                "too many open files");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        super.examine(evidence, findings);
        for (ConnectHistory history : evidence.connects()) {
            if (history.unresolved() && accepts(history)) {
                return;
            }
        }
        long limit = evidence.timeline().process().number(ProcessInfo.MAX_FILES, -1);
        FrameLevel open = FrameLevel.of(evidence.heap(), FrameField.OPEN_FILES, evidence.endNanos());
        if (limit <= 0 || !open.known() || open.last() < limit / 20 * 19) {
            return;
        }
        boolean none = open.last() >= limit - SPARE;
        long at = open.slope().rises() ? open.riseAt() : Math.max(0, open.aboveAt(limit / 20 * 19));
        add(
                findings,
                Subject.process("files"),
                at,
                5 * S,
                none ? Confidence.HIGH : Confidence.MEDIUM,
                open.last() + " files and sockets are open, and " + limit + " is all this process may have"
                        + (open.base() < open.last() / 2
                                ? "; they became so many from " + open.base() + " in "
                                        + Words.span(evidence.endNanos() - at)
                                : "")
                        + ".",
                "whether opening one failed already (Too many open files): the application's log");
    }
}
