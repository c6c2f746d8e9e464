package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.FrameLevel;
import dev.firstfault.diagnosis.onset.OutsideHeap;
import dev.firstfault.diagnosis.onset.OutsideHeap.Pool;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Signal;
import org.jspecify.annotations.Nullable;

/**
 * The metaspace is full: of classes that are made again and again, or of those that the application needs. Which of the two
 * shows in their names, and in whether they ever stopped coming.
 */
abstract class MetaspaceRule extends Rule {

    static final long S = 1_000_000_000L;

    private static final double FULL = 0.85;

    MetaspaceRule(FaultKind kind, Node node, String looksFor, String highWhen) {
        super(kind, node, looksFor, highWhen);
    }

    /** Whether the metaspace is what ran out, or is about to. */
    static boolean full(Evidence evidence) {
        Pool pool = evidence.outsideHeap().pool(OutsideHeap.METASPACE);
        return refused(evidence) || (pool != null && pool.share() >= FULL);
    }

    /** Whether the JVM said so itself. */
    static boolean refused(Evidence evidence) {
        String line = evidence.witness().outputLine();
        return (line != null && line.contains("OutOfMemoryError") && line.contains("Metaspace"))
                || evidence.outsideHeap().refusal("metaspace", "compressed class space") != null;
    }

    @Override
    public final void examine(Evidence evidence, Findings findings) {
        FrameLevel classes = FrameLevel.of(evidence.heap(), FrameField.CLASSES, evidence.endNanos());
        if (classes.known() && (full(evidence) || unlimited(evidence, classes))) {
            examine(evidence, findings, classes);
        }
    }

    abstract void examine(Evidence evidence, Findings findings, FrameLevel classes);

    /** Without a limit: the classes trebled long after the start, and never stopped coming. */
    private static boolean unlimited(Evidence evidence, FrameLevel classes) {
        return evidence.outsideHeap().classNames() != null
                && classes.last() >= 3 * classes.base()
                && classes.roseFor(60 * S);
    }

    /** The share of all classes that have one name, digits aside; 0 where that was not looked at. */
    static double sameName(Evidence evidence) {
        Signal names = evidence.outsideHeap().classNames();
        return names == null ? 0 : (double) names.v3() / Math.max(1, names.v1());
    }

    /**
     * A name, or a loader, that comes by the hundred: applications have a few dozen of their proxies, and a loader for
     * hundreds of classes.
     */
    static boolean again(Evidence evidence) {
        Signal names = evidence.outsideHeap().classNames();
        return names != null
                && Math.max(names.v3(), names.v2()) >= 200
                && 4 * Math.max(names.v3(), names.v2()) >= names.v1();
    }

    static String namesWords(Evidence evidence) {
        Signal names = evidence.outsideHeap().classNames();
        ErrorDetail named = names == null ? null : names.error();
        return names == null || named == null
                ? ""
                : ", of " + names.v1() + " classes " + names.v3() + " named " + named.message() + ", from "
                        + Words.count(names.v2(), "loader");
    }

    static String levelWords(Evidence evidence) {
        @Nullable Pool pool = evidence.outsideHeap().pool(OutsideHeap.METASPACE);
        return pool == null
                ? (refused(evidence) ? "The metaspace ran out" : "The metaspace grows without a limit")
                : "The metaspace holds " + Words.bytes(pool.level()) + " of the " + Words.bytes(pool.limit())
                        + " it may";
    }

    static Subject subject() {
        return Subject.process("metaspace");
    }

    /** No doubt that it is what ended the process, or is full now. */
    static Confidence limit(Evidence evidence, Confidence confidence) {
        boolean proved = full(evidence) && !evidence.exhaustion().strong();
        return proved || refused(evidence) ? confidence : confidence.atMost(Confidence.MEDIUM);
    }
}
