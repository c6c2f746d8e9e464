package dev.firstfault.collectors.net;

import dev.firstfault.collectors.Burst;
import dev.firstfault.collectors.StackLines;
import dev.firstfault.collectors.jdbc.ErrorText;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.Meters;
import org.jspecify.annotations.Nullable;

/**
 * The host names that this process looks up: how long that takes, and which fail. What is in the JDK's cache is not looked
 * up. Thread-safe; called on application threads, {@link #tick} on the agent's.
 */
public final class NameLookups {

    private static final long SLOW_NANOS = 1_000_000_000L;
    private static final int MOST_HOST_CHARACTERS = 100;
    private static final String OWN_PREFIX = "firstfault-";

    private final Histogram time;
    private final Counter failures;
    private final SignalSink sink;
    private final Clock clock;
    private final Burst burst = new Burst();

    /** When the look-up began that a thread is in; an array of the JDK's, which keeps nobody's class loader. */
    @SuppressWarnings("ThreadLocalUsage") // one instance a process; tests make their own
    private final ThreadLocal<long[]> started = new ThreadLocal<>();

    public NameLookups(Meters meters, SignalSink sink, Clock clock) {
        time = meters.histogram(
                        "firstfault_name_resolution_seconds",
                        "Time to look a host name up that was not in the JDK's cache, found or not.")
                .with();
        failures = meters.counter("firstfault_name_resolution_failures_total", "Host names that could not be found.")
                .with();
        this.sink = sink;
        this.clock = clock;
    }

    /** A look-up begins on this thread. */
    public void started() {
        if (!Thread.currentThread().getName().startsWith(OWN_PREFIX)) {
            started.set(new long[] {clock.nanos()});
        }
    }

    /** The look-up of this thread ended; of more calls for one only the first counts. */
    public void ended(String host, @Nullable Throwable thrown) {
        long[] start = started.get();
        if (start == null) {
            return;
        }
        started.remove();
        long duration = Math.max(0, clock.nanos() - start[0]);
        time.observe(duration);
        if (thrown != null) {
            failures.increment();
        }
        if ((thrown != null || duration >= SLOW_NANOS) && burst.admits(duration)) {
            sink.record(
                    SignalKind.NAME_RESOLVED,
                    new Resource(ResourceKind.HOST, host.substring(0, Math.min(MOST_HOST_CHARACTERS, host.length()))),
                    duration,
                    thrown == null ? 0 : 1,
                    0,
                    0,
                    1,
                    thrown == null ? null : detail(thrown));
        }
    }

    /** Once a second. */
    public void tick() {
        burst.refill();
    }

    private ErrorDetail detail(Throwable thrown) {
        return new ErrorDetail(
                sink.nanosSinceOrigin(),
                thrown.getClass().getName(),
                ErrorText.of(thrown.getMessage()),
                null,
                0,
                Thread.currentThread().getName(),
                StackLines.from(thrown.getStackTrace(), 0));
    }
}
