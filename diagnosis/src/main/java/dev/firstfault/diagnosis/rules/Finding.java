package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Cause;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import org.jspecify.annotations.Nullable;

/** What a rule says: this fault fits, this well, since then. Confidence NONE makes it a hypothesis only. */
public final class Finding extends Cause {

    private final FaultKind kind;
    private final Confidence confidence;
    private final double score;
    private final String summary;
    private final String missing;

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
        super(node, subject, atNanos, uncertaintyNanos);
        this.kind = kind;
        this.confidence = confidence;
        this.score = score;
        this.summary = summary;
        this.missing = missing;
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
}
