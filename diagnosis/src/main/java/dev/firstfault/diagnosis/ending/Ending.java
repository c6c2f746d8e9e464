package dev.firstfault.diagnosis.ending;

import org.jspecify.annotations.Nullable;

/** How the process ended: the question with the near-certain answer. */
public final class Ending {

    private final EndingKind kind;
    private final boolean certain;
    private final long atNanos;
    private final @Nullable Integer exitCode;
    private final String summary;

    /**
     * @param certain whether a marker or a witness proves it; false where it is what fits best
     * @param atNanos the last moment recorded, nanoseconds since the origin of the timeline
     * @param exitCode null where unknown
     * @param summary one sentence
     */
    public Ending(EndingKind kind, boolean certain, long atNanos, @Nullable Integer exitCode, String summary) {
        this.kind = kind;
        this.certain = certain;
        this.atNanos = atNanos;
        this.exitCode = exitCode;
        this.summary = summary;
    }

    public EndingKind kind() {
        return kind;
    }

    public boolean certain() {
        return certain;
    }

    public long atNanos() {
        return atNanos;
    }

    public @Nullable Integer exitCode() {
        return exitCode;
    }

    public String summary() {
        return summary;
    }

    @Override
    public String toString() {
        return kind.word() + (certain ? "" : "?") + ": " + summary;
    }
}
