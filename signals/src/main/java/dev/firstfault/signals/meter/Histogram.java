package dev.firstfault.signals.meter;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Durations counted in buckets. Thread-safe, no lock, no allocation; a reader may see one duration in its bucket before
 * it is in the sum.
 */
public final class Histogram extends Meter {

    /**
     * Upper bounds, nanoseconds: 1 ms to 60 s. OpenTelemetry's recommended operation buckets, extended to the 30 s at
     * which HikariCP gives up by default.
     */
    private static final long[] BOUNDS_NANOS = {
        1_000_000L,
        5_000_000L,
        10_000_000L,
        50_000_000L,
        100_000_000L,
        500_000_000L,
        1_000_000_000L,
        5_000_000_000L,
        10_000_000_000L,
        30_000_000_000L,
        60_000_000_000L
    };

    private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS_NANOS.length + 1);
    private final AtomicLong sumNanos = new AtomicLong();

    Histogram(String labels) {
        super(labels);
    }

    /** Counts one duration. */
    public void observe(long nanos) {
        buckets.incrementAndGet(bucketOf(nanos));
        sumNanos.addAndGet(nanos);
    }

    /** Counts durations that were gathered elsewhere: {@code count} of one bucket, {@code nanos} together. */
    public void add(int bucket, long count, long nanos) {
        buckets.addAndGet(bucket, count);
        sumNanos.addAndGet(nanos);
    }

    /** The bucket that a duration belongs to. */
    public static int bucketOf(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** How many buckets there are, the last being the one without a bound. */
    public static int bucketCount() {
        return BOUNDS_NANOS.length + 1;
    }

    /** Upper bound of a bucket in seconds; infinite for the last. */
    public static double boundSeconds(int bucket) {
        return bucket == BOUNDS_NANOS.length ? Double.POSITIVE_INFINITY : BOUNDS_NANOS[bucket] / 1e9;
    }

    /** Durations in this bucket alone, not in those below it. */
    public long bucket(int bucket) {
        return buckets.get(bucket);
    }

    /** Sum of all durations. */
    public long sumNanos() {
        return sumNanos.get();
    }
}
