package dev.firstfault.diagnosis.ending;

import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;

/** The ending of a process that left no mark and that nobody saw: what fits its last samples best. Never certain. */
final class SampledEnding {

    /** Metaspace is full before all of it is used: each class loader has chunks of its own. */
    private static final double FULL_METASPACE = 0.85;

    private SampledEnding() {}

    static Ending of(EndingFacts facts) {
        if (facts.containerFull() && !facts.exhaustion.strong()) {
            return facts.containerKilled(false, null);
        }
        boolean exits = facts.flag("ExitOnOutOfMemoryError");
        boolean crashes = facts.flag("CrashOnOutOfMemoryError");
        boolean flagsUnknown = facts.timeline.process().flags().isEmpty() && facts.exhaustion.strong();
        String because = facts.exhaustion.seen() ? facts.exhaustion.because() : fullMetaspace(facts);
        if (!because.isEmpty() && (exits || crashes || flagsUnknown)) {
            EndingKind kind = crashes && !exits ? EndingKind.OOM_CRASH : EndingKind.OOM_EXIT;
            return facts.ending(
                    kind,
                    false,
                    kind == EndingKind.OOM_EXIT ? 3 : 134,
                    "The JVM ended without a word, as it does on an OutOfMemoryError"
                            + (flagsUnknown
                                    ? ""
                                    : " with -XX:+" + (crashes && !exits ? "Crash" : "Exit") + "OnOutOfMemoryError")
                            + ": " + because + ".");
        }
        return facts.ending(
                EndingKind.KILLED,
                false,
                null,
                "The process ended without a word, as it does when killed" + facts.noHeapWords() + ".");
    }

    private static String fullMetaspace(EndingFacts facts) {
        long used = facts.heap.last(FrameField.METASPACE);
        long limit = facts.timeline.process().number(ProcessInfo.FLAG_PREFIX + "MaxMetaspaceSize", 0);
        return used == Frame.UNKNOWN || limit <= 0 || used < FULL_METASPACE * limit
                ? ""
                : Words.bytes(used) + " of " + Words.bytes(limit) + " of metaspace were in use";
    }
}
