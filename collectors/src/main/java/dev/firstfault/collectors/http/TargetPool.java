package dev.firstfault.collectors.http;

import dev.firstfault.collectors.jdbc.Change;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is told of the connections that clients keep to one server. Thread-safe; {@link #tick} is the agent's. */
final class TargetPool {

    private static final int QUIET_SECONDS = 10;

    /** A wait that much longer or shorter is worth a record. */
    private static final long CHANCE_NANOS = 20_000_000L;

    private static final PoolLevels NONE = new PoolLevels(0, 0, 0, 0);

    private final Resource resource;
    private final Histogram waitTime;
    private final Gauge leased;
    private final Gauge free;
    private final Gauge waiting;
    private final Gauge limit;
    private final AtomicLong longestWaitNanos = new AtomicLong();
    private volatile PoolLevels last = NONE;

    private PoolLevels told = NONE;
    private long toldWaitNanos;
    private int quietSeconds;

    TargetPool(Resource resource, HttpPoolMeters meters) {
        this.resource = resource;
        waitTime = meters.waitTime.with(resource.name());
        leased = meters.connections.with(resource.name(), "leased");
        free = meters.connections.with(resource.name(), "available");
        waiting = meters.waiting.with(resource.name());
        limit = meters.limit.with(resource.name());
    }

    /** The levels at the last look. */
    PoolLevels last() {
        return last;
    }

    /** A request got its connection, or gave up, after so long. */
    void waited(long nanos) {
        waitTime.observe(nanos);
        long longest = longestWaitNanos.get();
        while (nanos > longest && !longestWaitNanos.compareAndSet(longest, nanos)) {
            longest = longestWaitNanos.get();
        }
    }

    /** Once a second: the levels now, null where no client has connections any more. */
    void tick(@Nullable PoolLevels now, SignalSink sink) {
        PoolLevels levels = now == null ? NONE : now;
        last = levels;
        leased.set(levels.leased());
        free.set(levels.free());
        waiting.set(levels.waiting());
        limit.set(levels.limit());
        long waited = longestWaitNanos.getAndSet(0);
        quietSeconds++;
        boolean idle = levels.leased() == 0 && levels.waiting() == 0 && waited < CHANCE_NANOS;
        boolean changed = Change.isWorthARecord(told.leased(), levels.leased(), 1)
                || Change.isWorthARecord(told.waiting(), levels.waiting(), 0)
                || Change.isWorthARecord(told.limit(), levels.limit(), 0)
                || Change.isWorthARecord(toldWaitNanos, waited, CHANCE_NANOS);
        if (changed || (!idle && quietSeconds >= QUIET_SECONDS)) {
            quietSeconds = 0;
            told = levels;
            toldWaitNanos = waited;
            sink.record(
                    SignalKind.HTTP_POOL,
                    resource,
                    waited,
                    Signal.pack(levels.leased(), levels.free()),
                    Signal.pack(levels.waiting(), levels.limit()),
                    0);
        }
    }
}
