package dev.firstfault.collectors.http;

import dev.firstfault.collectors.jdbc.Change;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Histogram;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The exchanges with one target that ended: how many, how long they took. Thread-safe; {@link #tick} is the agent's. */
final class Exchanges {

    /** As {@link SignalKind#HTTP_EXCHANGES} defines a slow one. */
    private static final int SLOW_FACTOR = 10;

    private static final long SLOW_NANOS = 100_000_000L;
    private static final int QUIET_SECONDS = 10;
    private static final long NANOS_PER_MICRO = 1_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Histogram time;
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile long usualNanos;

    private long seenEnded;
    private long seenNanos;
    private int quietSeconds;
    private long lastEnded;
    private long lastNanos;
    private int lastInFlight;
    private long lastOldestNanos;
    private boolean lastTroubled;

    Exchanges(Histogram time) {
        this.time = time;
    }

    void ended(long durationNanos) {
        time.observe(durationNanos);
        long longest = longestNanos.get();
        while (durationNanos > longest && !longestNanos.compareAndSet(longest, durationNanos)) {
            longest = longestNanos.get();
        }
        long usual = usualNanos;
        if (usual > 0 && durationNanos > SLOW_FACTOR * usual && durationNanos > usual + SLOW_NANOS) {
            slow.incrementAndGet();
        }
    }

    void failed(long durationNanos) {
        ended(durationNanos);
        failed.incrementAndGet();
    }

    /** Once a second: records it, where it differs from the last one recorded or that was long ago. */
    void tick(Resource target, int inFlight, long oldestNanos, SignalSink sink) {
        long all = 0;
        for (int bucket = 0; bucket < Histogram.bucketCount(); bucket++) {
            all += time.bucket(bucket);
        }
        long sum = time.sumNanos();
        long ended = all - seenEnded;
        long nanos = sum - seenNanos;
        seenEnded = all;
        seenNanos = sum;
        if (ended > 0) {
            learn(nanos / ended);
        }
        int withoutAnswer = failed.getAndSet(0);
        int slowNow = slow.getAndSet(0);
        long longest = longestNanos.getAndSet(0);
        quietSeconds++;
        boolean idle = ended == 0 && inFlight == 0;
        boolean wasIdle = lastEnded == 0 && lastInFlight == 0;
        boolean troubled = withoutAnswer > 0 || slowNow > 0;
        boolean changed = Change.isWorthARecord(lastEnded, ended, 5)
                || Change.isWorthARecord(lastNanos, nanos, 100 * NANOS_PER_MILLI)
                || Change.isWorthARecord(lastInFlight, inFlight, 2)
                || Change.isWorthARecord(lastOldestNanos, oldestNanos, 200 * NANOS_PER_MILLI)
                || troubled
                || lastTroubled
                || idle != wasIdle;
        if (changed || (!idle && quietSeconds >= QUIET_SECONDS)) {
            quietSeconds = 0;
            lastEnded = ended;
            lastNanos = nanos;
            lastInFlight = inFlight;
            lastOldestNanos = oldestNanos;
            lastTroubled = troubled;
            sink.record(
                    SignalKind.HTTP_EXCHANGES,
                    target,
                    longest,
                    Signal.pack(Change.bounded(ended), withoutAnswer),
                    Signal.pack(Change.millis(nanos), inFlight),
                    Signal.pack(Change.millis(oldestNanos), slowNow));
        }
    }

    /** What is slower than before is believed slowly, for it is what is looked for; what is faster, soon. */
    private void learn(long meanNanos) {
        long usual = usualNanos;
        if (usual == 0) {
            usualNanos = Math.max(1, meanNanos);
        } else if (meanNanos > usual) {
            usualNanos = Math.min(meanNanos, usual + usual / 20 + NANOS_PER_MICRO);
        } else {
            usualNanos = Math.max(1, usual - (usual - meanNanos) / 4);
        }
    }
}
