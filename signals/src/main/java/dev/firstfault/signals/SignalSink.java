package dev.firstfault.signals;

import org.jspecify.annotations.Nullable;

/**
 * Where observations go: into the black box first, then to whoever else listens. Thread-safe; never throws; may drop,
 * and counts what it dropped.
 */
public interface SignalSink {

    /** Records a signal that happened now. Allocates nothing when {@code error} is null. */
    default void record(SignalKind kind, @Nullable Resource resource, long durationNanos, long v1, long v2, long v3) {
        record(kind, resource, durationNanos, v1, v2, v3, 1, null);
    }

    /**
     * Records a signal that happened now, with the error that came with it; for values see {@link SignalKind}.
     *
     * @param count how many like occurrences this one stands for, at least 1
     */
    void record(
            SignalKind kind,
            @Nullable Resource resource,
            long durationNanos,
            long v1,
            long v2,
            long v3,
            int count,
            @Nullable ErrorDetail error);

    /** The id that other signals refer to this resource by, on disk; 0 where the box has no room for it. */
    int resourceId(Resource resource);

    /** Records a sample. Agent threads only; the frame is copied. */
    void frame(Frame frame);

    /** Now, on the timeline: nanoseconds since the origin. */
    long nanosSinceOrigin();
}
