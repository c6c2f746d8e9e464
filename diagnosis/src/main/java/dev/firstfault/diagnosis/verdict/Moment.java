package dev.firstfault.diagnosis.verdict;

/** One line of the story. */
public final class Moment {

    private final long atNanos;
    private final String what;
    private final MomentRole role;

    /** @param atNanos nanoseconds since the origin of the timeline */
    public Moment(long atNanos, String what, MomentRole role) {
        this.atNanos = atNanos;
        this.what = what;
        this.role = role;
    }

    public long atNanos() {
        return atNanos;
    }

    public String what() {
        return what;
    }

    public MomentRole role() {
        return role;
    }

    @Override
    public String toString() {
        return atNanos / 1_000_000 + " ms " + role.word() + ": " + what;
    }
}
