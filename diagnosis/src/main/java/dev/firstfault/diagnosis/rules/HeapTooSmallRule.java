package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.onset.LastSteps;
import dev.firstfault.diagnosis.onset.LiveSet;
import dev.firstfault.diagnosis.onset.StartLoad;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;

/** The process needs more than its heap from the start: it fills while starting and then stays full. */
final class HeapTooSmallRule extends HeapRule {

    private static final String MISSING =
            "a run with a larger heap: a live set that stops growing was too large for the"
                    + " heap, one that does not is a leak";

    /** The agent's own are some five hundred. */
    private static final long MANY_CLASSES = 800;

    /** A process that dies this young never got beyond its start. */
    private static final long AT_ONCE = 5 * S;

    HeapTooSmallRule() {
        super(
                FaultKind.HEAP_TOO_SMALL,
                Node.HEAP_SMALL,
                "what collections cannot free fills three quarters of the heap while the process starts, or before its classes"
                        + " are loaded",
                "it then stayed there, without growing on, for at least as long as it took to get there, over four"
                        + " collections; no connection failed; or the process ended on it within 5 s, while classes still came"
                        + " without a break");
    }

    @Override
    void examine(Evidence evidence, Findings findings, LiveSet live) {
        boolean filled = live.highAt() >= 0;
        boolean early =
                filled && live.highAt() <= Math.max(20 * S, Math.max(live.settledAt(), live.lifeNanos() * 35 / 100));
        LastSteps steps = LastSteps.of(evidence.heap(), evidence.endNanos());
        boolean stepped = steps.steps() > 0
                && !steps.ramp()
                && evidence.heap().share(steps.level()) <= 0.7
                && steps.stepped() >= 0.6 * (steps.top() - steps.level());
        if (!early || (stepped && live.lifeNanos() - live.highAt() < 2 * S)) {
            if (live.lifeNanos() >= 60 * S && (!filled || live.highAt() > live.lifeNanos() / 2)) {
                findings.ruleOut(
                        kind(),
                        "the process ran for " + Words.span(filled ? live.highAt() : live.lifeNanos())
                                + " before three quarters of its heap were taken.");
            } else if (evidence.outOfMemory() && live.lifeNanos() < 30 * S && !stepped) {
                boolean atOnce =
                        live.lifeNanos() < AT_ONCE && evidence.exhaustion().seen() && !failing(evidence);
                add(
                        evidence,
                        findings,
                        live.riseAt(),
                        live.riseUncertainty(),
                        atOnce ? Confidence.MEDIUM : Confidence.NONE,
                        atOnce ? 0.55 : 0.4,
                        summary(evidence, live),
                        MISSING);
            }
            return;
        }
        long since = live.lifeNanos() - live.highAt();
        boolean stayed =
                since >= Math.max(3 * S, live.highAt()) && live.pointsSinceHigh() >= 4 && live.riseSinceHigh() <= 0.08;
        boolean starting = live.lifeNanos() >= 3 * S && live.settledAt() >= live.lifeNanos() * 9 / 10;
        boolean fast = live.riseNanos() < 3 * S && live.highAt() <= 8 * S;
        boolean started = live.lifeNanos() < AT_ONCE
                && evidence.outOfMemory()
                && live.pointsSinceHigh() >= 2
                && stillLoading(evidence);
        if (live.leapt()) {
            add(evidence, findings, live.highAt(), 0, Confidence.NONE, 0.45, summary(evidence, live), MISSING);
        } else if ((stayed || started) && !failing(evidence)) {
            add(evidence, findings, live.highAt(), 0, Confidence.HIGH, 0.9, summary(evidence, live), MISSING);
        } else if (stayed || ((fast || starting) && !failing(evidence))) {
            add(evidence, findings, live.highAt(), 0, Confidence.MEDIUM, 0.65, summary(evidence, live), MISSING);
        } else {
            add(evidence, findings, live.highAt(), 0, Confidence.NONE, 0.45, summary(evidence, live), MISSING);
        }
    }

    private static boolean stillLoading(Evidence evidence) {
        StartLoad load = StartLoad.of(evidence.heap());
        return load.goesOn() || (classesStillCome(evidence) && !load.pauses());
    }

    /** In the second half of what was watched as much as an agent and a loop never load: it was still starting. */
    private static boolean classesStillCome(Evidence evidence) {
        HeapHistory heap = evidence.heap();
        long all = heap.last(FrameField.CLASSES);
        int first = 0;
        while (first < heap.size() && heap.level(FrameField.CLASSES, first) == Frame.UNKNOWN) {
            first++;
        }
        if (first >= heap.size()) {
            return false;
        }
        long half = heap.level(FrameField.CLASSES, first + (heap.size() - 1 - first) / 2);
        return half != Frame.UNKNOWN && all - half >= MANY_CLASSES && all - half >= all / 8;
    }

    private static boolean failing(Evidence evidence) {
        for (ConnectHistory history : evidence.connects()) {
            if (history.unresolved()) {
                return true;
            }
        }
        return false;
    }

    private static String summary(Evidence evidence, LiveSet live) {
        String filled = live.highAt() < 0
                ? "The heap of " + Words.bytes(evidence.heap().maxBytes()) + " filled within "
                        + Words.span(live.lifeNanos())
                : Words.span(live.highAt()) + " after the start, three quarters of the heap of "
                        + Words.bytes(evidence.heap().maxBytes()) + " could not be freed any more";
        long used = evidence.heap().last(FrameField.HEAP_USED);
        String left = live.points() == 0
                ? "; " + Words.bytes(used) + " were in use at the last sample."
                : "; the last of " + Words.count(live.points(), "collection") + " left " + Words.bytes(live.top())
                        + " in use.";
        return filled + left;
    }
}
