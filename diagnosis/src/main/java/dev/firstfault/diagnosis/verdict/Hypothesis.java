package dev.firstfault.diagnosis.verdict;

/** A fault that fits what was observed, and how well. */
public final class Hypothesis {

    private final FaultKind kind;
    private final String target;
    private final double score;

    /** @param score from 0, does not fit, to 1, nothing observed speaks against it */
    public Hypothesis(FaultKind kind, String target, double score) {
        this.kind = kind;
        this.target = target;
        this.score = score;
    }

    public FaultKind kind() {
        return kind;
    }

    public String target() {
        return target;
    }

    public double score() {
        return score;
    }

    @Override
    public String toString() {
        return kind.word() + " " + target + " " + score;
    }
}
