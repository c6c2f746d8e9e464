package dev.firstfault.collectors.thread;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import org.jspecify.annotations.Nullable;

/**
 * The scan of the host's threads, where the JVM lets us: a trimmed runtime may lack the module, a security manager may
 * forbid it. Made late, for it brings JMX along; agent thread only.
 */
public final class HostThreads {

    private static final String PART = "threads";

    /** Many JVMs are done by then, and shall not pay for it. */
    private static final long FIRST_NANOS = 5_000_000_000L;

    private final Meters meters;
    private final SignalSink sink;
    private final Clock clock;
    private final Health health;
    private final WorkerPools pools;
    private final long startNanos;
    private @Nullable ThreadScan scan;
    private boolean off;

    public HostThreads(Meters meters, SignalSink sink, Clock clock, Health health, WorkerPools pools) {
        this.meters = meters;
        this.sink = sink;
        this.clock = clock;
        this.health = health;
        this.pools = pools;
        startNanos = clock.nanos();
    }

    /** Once a second; scans where a scan is due. Never throws but where there is no memory. */
    public void tick() {
        if (off || clock.nanos() - startNanos < FIRST_NANOS) {
            return;
        }
        try {
            ThreadScan running = scan;
            if (running == null) {
                running = new ThreadScan(new ThreadMeters(meters), sink, clock, pools, startNanos);
                scan = running;
            }
            running.tick();
        } catch (LinkageError | RuntimeException broken) {
            off = true;
            scan = null;
            health.degraded(PART, "waits, locks and threads go unseen: " + broken);
        }
    }
}
