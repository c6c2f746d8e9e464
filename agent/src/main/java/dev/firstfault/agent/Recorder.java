package dev.firstfault.agent;

import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.collectors.jvm.Sampler;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.StatementFailure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where every observation of this process goes first: its black box. Thread-safe, called on application threads; never
 * throws, hardly ever waits.
 *
 * <p>Goes on without a box where there is none: what is only counted is still counted.
 */
final class Recorder implements SignalSink, Health {

    /** How long after a sign of trouble frames are taken in quick succession. */
    private static final long SUSPICION_NANOS = 60_000_000_000L;

    /** A statement that runs so long is no longer merely slow. */
    private static final long LONG_STATEMENT_NANOS = 10_000_000_000L;

    private final Clock clock;
    private final long originNanos;
    private final @Nullable BlackBoxWriter box;
    private final AtomicLong troubles = new AtomicLong();
    private final Map<String, String> degraded = new ConcurrentHashMap<>();
    private volatile @Nullable Sampler sampler;

    Recorder(Clock clock, long originNanos, @Nullable BlackBoxWriter box) {
        this.clock = clock;
        this.originNanos = originNanos;
        this.box = box;
    }

    @Override
    public void record(
            SignalKind kind,
            @Nullable Resource resource,
            long durationNanos,
            long v1,
            long v2,
            long v3,
            int count,
            @Nullable ErrorDetail error) {
        if (box != null) {
            int errorId = error == null ? 0 : box.error(resource, error);
            box.signal(
                    kind,
                    resource == null ? 0 : box.resource(resource),
                    nanosSinceOrigin(),
                    durationNanos,
                    v1,
                    v2,
                    v3,
                    count,
                    errorId);
        }
        if (isTrouble(kind, durationNanos, v1, v2)) {
            troubles.incrementAndGet();
            Sampler watching = sampler;
            if (watching != null) {
                watching.suspect(nanosSinceOrigin() + SUSPICION_NANOS);
            }
        }
    }

    private static boolean isTrouble(SignalKind kind, long durationNanos, long v1, long v2) {
        if (kind == SignalKind.STATEMENT_PENDING) {
            return durationNanos >= LONG_STATEMENT_NANOS;
        }
        if (kind == SignalKind.STATEMENT_FAILED) {
            return v1
                    == StatementFailure.CONNECTION_LOST.id(); // the others are as often the application's own business
        }
        if (kind == SignalKind.TASK_REJECTED) {
            return (int) v2 != Rejection.CALLER_RAN.id(); // the caller's own time is the brake it was built as
        }
        return kind == SignalKind.CONNECT_FAILED
                || kind == SignalKind.CONNECT_PENDING
                || kind == SignalKind.ACQUIRE_TIMED_OUT
                || kind == SignalKind.POOL_HELD
                || kind == SignalKind.POOL_CLEARED
                || kind == SignalKind.DEADLOCK
                || kind == SignalKind.CLIENT_TURNED_AWAY
                || kind == SignalKind.MEMORY_REFUSED
                || kind == SignalKind.UNCAUGHT;
    }

    @Override
    public int resourceId(Resource resource) {
        return box == null ? 0 : box.resource(resource);
    }

    @Override
    public void frame(Frame frame) {
        if (box != null) {
            box.frame(frame);
            box.heartbeat(frame.atNanos());
        }
    }

    @Override
    public long nanosSinceOrigin() {
        return clock.nanos() - originNanos;
    }

    @Override
    public void degraded(String part, String why) {
        if (degraded.putIfAbsent(part, why) == null) {
            record(
                    SignalKind.DEGRADED,
                    new Resource(ResourceKind.AGENT_PART, part),
                    0,
                    0,
                    0,
                    0,
                    1,
                    new ErrorDetail(
                            nanosSinceOrigin(),
                            part,
                            why,
                            null,
                            0,
                            Thread.currentThread().getName(),
                            ""));
        }
    }

    /** The parts that said they are degraded, each with its reason. */
    Map<String, String> degradedParts() {
        return degraded;
    }

    /** How many signals of trouble came so far. */
    long troubles() {
        return troubles.get();
    }

    /** Lets trouble quicken this sampler. */
    void quicken(Sampler sampler) {
        this.sampler = sampler;
    }
}
