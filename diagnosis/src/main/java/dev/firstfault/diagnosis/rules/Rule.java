package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;

/** Recognises one kind of fault. Stateless; knows nothing of the other rules. */
public abstract class Rule {

    private final FaultKind kind;
    private final Node node;
    private final String looksFor;
    private final String highWhen;

    /**
     * @param node its place in the causal graph
     * @param looksFor what makes the rule speak up, for the documentation
     * @param highWhen what must have been observed for high confidence, for the documentation
     */
    Rule(FaultKind kind, Node node, String looksFor, String highWhen) {
        this.kind = kind;
        this.node = node;
        this.looksFor = looksFor;
        this.highWhen = highWhen;
    }

    public final FaultKind kind() {
        return kind;
    }

    public final Node node() {
        return node;
    }

    public final String looksFor() {
        return looksFor;
    }

    public final String highWhen() {
        return highWhen;
    }

    /**
     * A finding of this kind.
     *
     * @param uncertaintyNanos how much earlier or later than {@code at} it may have set in
     * @param missing the observation that would raise the confidence
     */
    final Finding finding(
            Subject subject, long at, long uncertaintyNanos, Confidence confidence, String summary, String missing) {
        double score = confidence == Confidence.HIGH ? 0.9 : confidence == Confidence.MEDIUM ? 0.6 : 0.35;
        return new Finding(
                kind,
                node,
                subject,
                Math.max(0, at),
                uncertaintyNanos,
                confidence,
                score,
                summary,
                confidence == Confidence.HIGH ? "" : missing);
    }

    /** Adds a finding of this kind; the parameters are those of {@link #finding}. */
    final void add(
            Findings findings,
            Subject subject,
            long at,
            long uncertaintyNanos,
            Confidence confidence,
            String summary,
            String missing) {
        findings.add(finding(subject, at, uncertaintyNanos, confidence, summary, missing));
    }

    /** Adds to {@code findings} what the evidence says about this kind of fault, for and against. */
    public abstract void examine(Evidence evidence, Findings findings);
}
