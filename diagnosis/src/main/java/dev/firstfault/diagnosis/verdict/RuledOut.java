package dev.firstfault.diagnosis.verdict;

/** A fault that was considered and dropped, and the observation that spoke against it. */
public final class RuledOut {

    private final FaultKind kind;
    private final String because;

    public RuledOut(FaultKind kind, String because) {
        this.kind = kind;
        this.because = because;
    }

    public FaultKind kind() {
        return kind;
    }

    public String because() {
        return because;
    }

    @Override
    public String toString() {
        return kind.word() + ": " + because;
    }
}
