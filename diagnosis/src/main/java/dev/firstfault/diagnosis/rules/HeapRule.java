package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.onset.LiveSet;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;

/** A kind of fault that shows in the heap: judged only where the heap ran out or is about to. */
abstract class HeapRule extends Rule {

    static final long S = 1_000_000_000L;

    /** What cannot be freed must fill this share of the heap before anything short of an OutOfMemoryError counts. */
    private static final double FULL = 0.8;

    HeapRule(FaultKind kind, Node node, String looksFor, String highWhen) {
        super(kind, node, looksFor, highWhen);
    }

    @Override
    public final void examine(Evidence evidence, Findings findings) {
        HeapHistory heap = evidence.heap();
        if (heap.size() == 0 || notTheHeap(evidence)) {
            return;
        }
        LiveSet live = LiveSet.of(heap, evidence.endNanos());
        if (evidence.outOfMemory() || pressed(evidence) || fills(heap)) {
            examine(evidence, findings, live);
        }
    }

    abstract void examine(Evidence evidence, Findings findings, LiveSet live);

    /** Another kind of OutOfMemoryError, by the JVM's own words. */
    private static boolean notTheHeap(Evidence evidence) {
        if (MetaspaceRule.full(evidence) && !evidence.exhaustion().strong()) {
            return true;
        }
        String line = evidence.witness().outputLine();
        return line != null
                && line.contains("OutOfMemoryError")
                && !line.contains("heap space")
                && !line.contains("GC overhead")
                && !line.contains("array size");
    }

    /** Collections have taken a fifth of the time for ten seconds, and leave the heap almost full. */
    static boolean pressed(Evidence evidence) {
        long after = evidence.heap().last(FrameField.HEAP_AFTER_GC);
        return evidence.gcPressureAt() >= 0
                && evidence.endNanos() - evidence.gcPressureAt() >= 10 * S
                && after != Frame.UNKNOWN
                && evidence.heap().share(after) >= FULL;
    }

    /** What full collections leave rises, and has come to fill the heap. */
    private static boolean fills(HeapHistory heap) {
        long last = 0;
        for (int k = 0; k < heap.points(); k++) {
            last = heap.full(k) ? heap.after(k) : last;
        }
        return heap.maxKnown() && heap.share(last) >= FULL && heap.fullSlope().rises();
    }

    /** High only where the heap ran out, its size was recorded and its collections were seen. */
    static Confidence limit(Evidence evidence, Confidence confidence) {
        boolean seen = evidence.heap().maxKnown()
                && evidence.heap().last(FrameField.HEAP_AFTER_GC) != Frame.UNKNOWN
                && evidence.heap().last(FrameField.GC_COUNT) != Frame.UNKNOWN;
        boolean proved = (evidence.outOfMemory()
                        && (evidence.ending().certain() || evidence.exhaustion().seen()))
                || fills(evidence.heap());
        return seen && proved ? confidence : confidence.atMost(Confidence.MEDIUM);
    }

    final void add(
            Evidence evidence,
            Findings findings,
            long at,
            long uncertaintyNanos,
            Confidence confidence,
            double score,
            String summary,
            String missing) {
        Confidence limited = limit(evidence, confidence);
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process("heap"),
                at,
                uncertaintyNanos,
                limited,
                limited == confidence ? score : Math.min(score, 0.6),
                summary + HeapWords.filling(evidence, at),
                limited == Confidence.HIGH ? "" : missing));
    }
}
