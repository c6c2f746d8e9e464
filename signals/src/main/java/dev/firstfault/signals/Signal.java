package dev.firstfault.signals;

import org.jspecify.annotations.Nullable;

/** One observation at one moment, as read back from a black box. */
public final class Signal {

    private final long atNanos;
    private final SignalKind kind;
    private final @Nullable Resource resource;
    private final long durationNanos;
    private final long v1;
    private final long v2;
    private final long v3;
    private final int count;
    private final @Nullable ErrorDetail error;

    /**
     * @param atNanos when the hook saw it, nanoseconds since the origin of the timeline
     * @param durationNanos how long the observed act took, 0 where it took no time
     * @param v1 as {@link SignalKind} says for the kind
     * @param v2 as {@link SignalKind} says for the kind
     * @param v3 as {@link SignalKind} says for the kind
     * @param count how many like occurrences this one stands for, at least 1
     */
    public Signal(
            long atNanos,
            SignalKind kind,
            @Nullable Resource resource,
            long durationNanos,
            long v1,
            long v2,
            long v3,
            int count,
            @Nullable ErrorDetail error) {
        this.atNanos = atNanos;
        this.kind = kind;
        this.resource = resource;
        this.durationNanos = durationNanos;
        this.v1 = v1;
        this.v2 = v2;
        this.v3 = v3;
        this.count = count;
        this.error = error;
    }

    public long atNanos() {
        return atNanos;
    }

    public SignalKind kind() {
        return kind;
    }

    public @Nullable Resource resource() {
        return resource;
    }

    public long durationNanos() {
        return durationNanos;
    }

    public long v1() {
        return v1;
    }

    public long v2() {
        return v2;
    }

    public long v3() {
        return v3;
    }

    public int count() {
        return count;
    }

    public @Nullable ErrorDetail error() {
        return error;
    }

    /** The upper 32 bits of a value that packs two. */
    public static int upper(long packed) {
        return (int) (packed >> 32);
    }

    /** The lower 32 bits of a value that packs two. */
    public static int lower(long packed) {
        return (int) packed;
    }

    /** Two non-negative ints in one long. */
    public static long pack(int upper, int lower) {
        return ((long) upper << 32) | (lower & 0xffffffffL);
    }
}
