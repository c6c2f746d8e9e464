package dev.firstfault.collectors.pool;

import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Histogram;
import org.jspecify.annotations.Nullable;

/** The series of one pool. Thread-safe. */
final class PoolSeries {

    private final String name;
    private final PoolMeters meters;
    private final Counter timeouts;
    private final Counter creations;
    private final Counter creationFailures;
    private final Histogram acquire;
    private final Histogram hold;
    private final @Nullable Counter hikariTimeouts;
    private final @Nullable Histogram hikariAcquire;
    private final @Nullable Histogram hikariCreation;
    private final @Nullable Histogram hikariUsage;

    PoolSeries(String name, boolean isHikari, PoolMeters meters) {
        this.name = name;
        this.meters = meters;
        this.timeouts = meters.timeouts.with(name);
        this.creations = meters.creations.with(name);
        this.creationFailures = meters.creationFailures.with(name);
        this.acquire = meters.acquire.with(name);
        this.hold = meters.hold.with(name);
        this.hikariTimeouts = isHikari ? meters.hikari.timeouts.with(name) : null;
        this.hikariAcquire = isHikari ? meters.hikari.acquire.with(name) : null;
        this.hikariCreation = isHikari ? meters.hikari.creation.with(name) : null;
        this.hikariUsage = isHikari ? meters.hikari.usage.with(name) : null;
    }

    void waited(long nanos) {
        acquire.observe(nanos);
        if (hikariAcquire != null) {
            hikariAcquire.observe(nanos);
        }
    }

    /** Waits below the first bound, {@code nanos} together. */
    void waitedNoTime(long count, long nanos) {
        acquire.add(0, count, nanos);
        if (hikariAcquire != null) {
            hikariAcquire.add(0, count, nanos);
        }
    }

    void held(int bucket, long count, long nanos) {
        hold.add(bucket, count, nanos);
        if (hikariUsage != null) {
            hikariUsage.add(bucket, count, nanos);
        }
    }

    void timedOut() {
        timeouts.increment();
        if (hikariTimeouts != null) {
            hikariTimeouts.increment();
        }
    }

    void created(long nanos) {
        creations.increment();
        if (hikariCreation != null) {
            hikariCreation.observe(nanos);
        }
    }

    void notCreated() {
        creationFailures.increment();
    }

    /** Publishes how the pool stands. Agent's thread. */
    void levels(PoolLevels levels, long longestHoldNanos) {
        double maximum = levels.maximum() == Integer.MAX_VALUE ? -1 : levels.maximum(); // as Spring Boot shows it
        meters.active.with(name).set(levels.active());
        meters.idle.with(name).set(levels.idle());
        meters.maximum.with(name).set(maximum);
        meters.minimum.with(name).set(levels.minimumIdle());
        meters.pending.with(name).set(levels.pending());
        meters.longestHold.with(name).set(longestHoldNanos / 1e9);
        if (hikariUsage != null) {
            HikariMeters hikari = meters.hikari;
            hikari.total.with(name).set(levels.total());
            hikari.active.with(name).set(levels.active());
            hikari.idle.with(name).set(levels.idle());
            hikari.pending.with(name).set(levels.pending());
            hikari.maximum.with(name).set(maximum);
            hikari.minimum.with(name).set(levels.minimumIdle());
        }
    }

    void forgetLevels() {
        meters.forgetLevels(name);
    }
}
