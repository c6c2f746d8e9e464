package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Cause;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule says: this fault fits, this well, since then. Confidence NONE makes it a hypothesis only. */
public final class Finding extends Cause {

    private final FaultKind kind;
    private final Confidence confidence;
    private final double score;
    private final String summary;
    private final String missing;
    private final List<String> advice;

    /**
     * @param uncertaintyNanos how much earlier or later than {@code atNanos} it may have set in
     * @param score 0 to 1, comparable among findings
     * @param missing the observation that would raise the confidence; empty where nothing is missing
     */
    Finding(
            FaultKind kind,
            Node node,
            Subject subject,
            long atNanos,
            long uncertaintyNanos,
            Confidence confidence,
            double score,
            String summary,
            String missing) {
        this(
                kind,
                node,
                subject,
                atNanos,
                uncertaintyNanos,
                confidence,
                score,
                summary,
                missing,
                Collections.<String>emptyList());
    }

    private Finding(
            FaultKind kind,
            Node node,
            Subject subject,
            long atNanos,
            long uncertaintyNanos,
            Confidence confidence,
            double score,
            String summary,
            String missing,
            List<String> advice) {
        super(node, subject, atNanos, uncertaintyNanos);
        this.kind = kind;
        this.confidence = confidence;
        this.score = score;
        this.summary = summary;
        this.missing = missing;
        this.advice = advice;
    }

    /** The same finding with what its own numbers advise. */
    Finding with(List<String> ownAdvice) {
        return new Finding(
                kind, node(), subject(), atNanos(), uncertaintyNanos(), confidence, score, summary, missing, ownAdvice);
    }

    public FaultKind kind() {
        return kind;
    }

    /** What it happened to, as verdicts show it. */
    public String target() {
        return subject().name();
    }

    public Confidence confidence() {
        return confidence;
    }

    /** 0 to 1, comparable among findings. */
    public double score() {
        return score;
    }

    public String summary() {
        return summary;
    }

    /** The target's connects, or null where it is about none. */
    public @Nullable ConnectHistory connects() {
        return subject().connects();
    }

    /** The observation that would raise the confidence; empty where nothing is missing. */
    public String missing() {
        return missing;
    }

    /** What its own numbers advise, beside what its kind does. */
    public List<String> advice() {
        return advice;
    }
}
