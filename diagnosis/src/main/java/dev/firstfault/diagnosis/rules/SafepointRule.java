package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;

/** The whole JVM stands still again and again, does not collect, and yet uses the CPU. */
final class SafepointRule extends Rule {

    private static final long S = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    /** Shorter pauses hurt nobody, and the sampler may come late for other reasons. */
    private static final long PAUSE_MILLIS = 300;

    private static final long LAST = 60 * S;

    SafepointRule() {
        super(
                FaultKind.SAFEPOINT_PAUSE,
                Node.SAFEPOINT,
                "samples came 0.3 s late or more, a tenth of the last minute in all, while collections and the CPU limit"
                        + " took less than half of each pause, and the process used the CPU",
                "three such pauses, in each of which the process used a CPU for seven tenths of the time");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        HeapHistory heap = evidence.heap();
        long from = Math.max(0, evidence.endNanos() - LAST);
        int pauses = 0;
        int busy = 0;
        long total = 0;
        long longest = 0;
        long first = -1;
        for (int i = Math.max(1, heap.indexAt(from)); i < heap.size(); i++) {
            long late = heap.level(FrameField.LATE_MILLIS, i);
            if (late == Frame.UNKNOWN || late < PAUSE_MILLIS || explained(heap, i, late)) {
                continue;
            }
            pauses++;
            busy += cpu(heap, i) >= 0.7 * late ? 1 : 0;
            total += late;
            longest = Math.max(longest, late);
            first = first < 0 ? heap.at(i) - late * MS : first;
        }
        boolean harm = total * MS >= (evidence.endNanos() - from) / 10;
        if (pauses < 2 || !harm || busy * 2 < pauses) {
            return;
        }
        boolean high = busy >= 3 && busy == pauses;
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process("jvm"),
                Math.max(0, first),
                S,
                high ? Confidence.HIGH : Confidence.MEDIUM,
                high ? 0.85 : 0.5,
                "The whole JVM stood still " + pauses + " times, " + Words.span(longest * MS) + " at the longest and "
                        + Words.span(total * MS)
                        + " in all, without collecting; meanwhile it used the CPU, as a thread does that does not come to a"
                        + " safepoint." + recorded(evidence, from),
                high ? "" : "the JVM's log of safepoints (-Xlog:safepoint, before 9: -XX:+PrintSafepointStatistics)"));
    }

    /** The longest standstill that the flight recorder saw since then, or empty. */
    private static String recorded(Evidence evidence, long fromNanos) {
        Signal longest = null;
        for (Signal signal : evidence.timeline().signals()) {
            if (signal.kind() == SignalKind.STANDSTILL
                    && signal.atNanos() >= fromNanos
                    && (longest == null || signal.durationNanos() > longest.durationNanos())) {
                longest = signal;
            }
        }
        ErrorDetail what = longest == null ? null : longest.error();
        return longest == null || what == null
                ? ""
                : " The flight recorder saw it spend " + Words.span(longest.durationNanos()) + " on " + what.message()
                        + (what.thread().isEmpty() ? "." : ", for thread " + what.thread() + ".");
    }

    /** Whether collections or the CPU limit took half of the pause, or nothing says that they did not. */
    private static boolean explained(HeapHistory heap, int i, long late) {
        if (heap.level(FrameField.GC_MILLIS, i) == Frame.UNKNOWN
                || heap.level(FrameField.GC_MILLIS, i - 1) == Frame.UNKNOWN) {
            return true;
        }
        return 2 * rise(heap, FrameField.GC_MILLIS, i) >= late
                || 2 * rise(heap, FrameField.CPU_THROTTLED_MILLIS, i) >= late;
    }

    private static long cpu(HeapHistory heap, int i) {
        return rise(heap, FrameField.CPU_MILLIS, i);
    }

    private static long rise(HeapHistory heap, FrameField field, int i) {
        long now = heap.level(field, i);
        long before = heap.level(field, i - 1);
        return now == Frame.UNKNOWN || before == Frame.UNKNOWN ? 0 : now - before;
    }
}
