package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import org.jspecify.annotations.Nullable;

/** What a rule says: this fault fits, this well, since then. Confidence NONE makes it a hypothesis only. */
public final class Finding {

    private final FaultKind kind;
    private final Node node;
    private final String target;
    private final long atNanos;
    private final Confidence confidence;
    private final double score;
    private final String summary;
    private final @Nullable ConnectHistory connects;
    private final String missing;

    Finding(
            FaultKind kind,
            Node node,
            String target,
            long atNanos,
            Confidence confidence,
            double score,
            String summary,
            @Nullable ConnectHistory connects,
            String missing) {
        this.kind = kind;
        this.node = node;
        this.target = target;
        this.atNanos = atNanos;
        this.confidence = confidence;
        this.score = score;
        this.summary = summary;
        this.connects = connects;
        this.missing = missing;
    }

    public FaultKind kind() {
        return kind;
    }

    public Node node() {
        return node;
    }

    public String target() {
        return target;
    }

    /** Its onset, nanoseconds since the origin. */
    public long atNanos() {
        return atNanos;
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
        return connects;
    }

    /** The observation that would raise the confidence; empty where nothing is missing. */
    public String missing() {
        return missing;
    }
}
