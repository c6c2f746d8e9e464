package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All executions on one target that differ in their values only. Thread-safe; what is for the agent's thread says so. */
final class StatementShape {

    /** Once in a while is enough to name the place, and a stack trace costs more than the statement. */
    private static final long PLACE_EVERY_NANOS = 60_000_000_000L;

    private final long hash;
    private final Resource resource;

    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong mostRows = new AtomicLong();
    private volatile long usualNanos;

    private final AtomicLong placedAtNanos = new AtomicLong();
    private volatile @Nullable ErrorDetail place;

    /** What {@link ShapeWindow} has taken out already; the agent's thread only. */
    private final ShapeWindow window = new ShapeWindow(this);

    StatementShape(long hash, String text) {
        this.hash = hash;
        this.resource = new Resource(ResourceKind.STATEMENT, text);
    }

    long hash() {
        return hash;
    }

    Resource resource() {
        return resource;
    }

    String text() {
        return resource.name();
    }

    /** An execution ended. Hot. */
    void ended(long durationNanos, boolean hasFailed) {
        ended.incrementAndGet();
        nanos.addAndGet(durationNanos);
        if (hasFailed) {
            failed.incrementAndGet();
        }
        raise(longestNanos, durationNanos);
    }

    /** One result of it had so many rows. */
    void returned(long rows) {
        raise(mostRows, rows);
    }

    /** What an execution usually takes; 0 while that is not known. */
    long usualNanos() {
        return usualNanos;
    }

    void usually(long durationNanos) {
        usualNanos = durationNanos;
    }

    /** Whether the place that repeats it may be looked up now; once a minute. */
    boolean isPlaceDue(long nowNanos) {
        long last = placedAtNanos.get();
        return (last == 0 || nowNanos - last >= PLACE_EVERY_NANOS) && placedAtNanos.compareAndSet(last, nowNanos);
    }

    void placed(ErrorDetail where) {
        place = where;
    }

    /** Where it was last seen repeated, or null. */
    @Nullable
    ErrorDetail place() {
        return place;
    }

    ShapeWindow window() {
        return window;
    }

    int endedSoFar() {
        return ended.get();
    }

    int failedSoFar() {
        return failed.get();
    }

    long nanosSoFar() {
        return nanos.get();
    }

    long takeLongestNanos() {
        return longestNanos.getAndSet(0);
    }

    long takeMostRows() {
        return mostRows.getAndSet(0);
    }

    private static void raise(AtomicLong most, long value) {
        long known = most.get();
        while (value > known && !most.compareAndSet(known, value)) {
            known = most.get();
        }
    }
}
