package dev.firstfault.collectors.thread;

import dev.firstfault.collectors.StackLines;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads that park while they cannot leave their carrier: within {@code synchronized} before JDK 24, with a native
 * frame or a class initialiser on their stack on all. Hooks them when the first virtual thread was started; before JDK 21
 * there are none. Not seen: what blocks for a monitor, or within {@code Object.wait}, without parking.
 *
 * <p>{@link #started} and {@link #ended} are called where a virtual thread parks: they take no lock and do not block.
 */
public final class PinnedThreads {

    /** What the JDK's own event, {@code jdk.VirtualThreadPinned}, takes for worth telling. */
    private static final long LEAST_NANOS = 20_000_000L;

    /** The group that the JDK puts the threads into that carry virtual ones, with the first of them. */
    private static final String CARRIERS = "CarrierThreads";

    private static final String PART = "pinned-threads";
    private static final int MOST_GROUPS = 64;
    private static final long AGAIN_NANOS = 10_000_000_000L;

    /** Ticks after which a carrier that has been blocked at each of them is told, though none became free. */
    private static final int LASTING_TICKS = 10;

    private final Instrumentation instrumentation;
    private final Meters meters;
    private final SignalSink sink;
    private final Clock clock;
    private final Health health;
    private final AtomicInteger blocked = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicReference<@Nullable Where> first = new AtomicReference<>();
    private volatile @Nullable PinnedMeters shown;
    private boolean off;
    private int blockedTicks;
    private boolean told;
    private long toldNanos;

    public PinnedThreads(Instrumentation instrumentation, Meters meters, SignalSink sink, Clock clock, Health health) {
        this.instrumentation = instrumentation;
        this.meters = meters;
        this.sink = sink;
        this.clock = clock;
        this.health = health;
    }

    /** A virtual thread is about to block its carrier. Returns the stamp for {@link #ended}, never 0. */
    public long started() {
        blocked.incrementAndGet();
        return clock.nanos() | 1;
    }

    /** It goes on; 0 where its start was not seen. */
    public void ended(long startNanos) {
        if (startNanos == 0) {
            return;
        }
        blocked.decrementAndGet();
        long duration = clock.nanos() - startNanos;
        PinnedMeters showing = shown;
        if (duration < LEAST_NANOS || showing == null) {
            return;
        }
        showing.times.observe(duration);
        ended.incrementAndGet();
        long longest = longestNanos.get();
        while (duration > longest && !longestNanos.compareAndSet(longest, duration)) {
            longest = longestNanos.get();
        }
        if (first.get() == null) {
            try {
                first.compareAndSet(null, new Where(Thread.currentThread().getName()));
            } catch (VirtualMachineError noMemoryNorStack) {
                // The host's own trouble; what blocked is counted all the same.
            }
        }
    }

    /** Once a second, on the agent's thread. Never throws but where there is no memory. */
    public void tick() {
        if (off) {
            return;
        }
        PinnedMeters showing = shown;
        if (showing == null) {
            hookWhereNeeded();
            return;
        }
        int carriers = blocked.get();
        showing.now.set(carriers);
        blockedTicks = carriers == 0 ? 0 : blockedTicks + 1;
        boolean due = !told || clock.nanos() - toldNanos >= AGAIN_NANOS;
        if (due && (ended.get() > 0 || blockedTicks >= LASTING_TICKS)) {
            record(carriers);
        }
    }

    private void record(int carriers) {
        told = true;
        toldNanos = clock.nanos();
        int count = ended.getAndSet(0);
        sink.record(
                SignalKind.PINNED,
                null,
                longestNanos.getAndSet(0),
                count,
                carriers,
                0,
                1,
                detail(first.getAndSet(null)));
    }

    /** Counts from here on. */
    void show() {
        shown = new PinnedMeters(meters);
    }

    private void hookWhereNeeded() {
        try {
            Class<?> virtualThread = Class.forName("java.lang.VirtualThread", false, null);
            if (!carriersRun()) {
                return;
            }
            first.set(new Where("")); // loads its class, which a thread that parks may not
            first.set(null);
            PinningHooks.install(instrumentation, virtualThread);
            show();
        } catch (ClassNotFoundException beforeVirtualThreads) {
            off = true;
        } catch (LinkageError | RuntimeException | UnmodifiableClassException failed) {
            off = true;
            health.degraded(PART, "virtual threads that block their carriers go unseen: " + failed);
        }
    }

    private static boolean carriersRun() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        ThreadGroup[] groups = new ThreadGroup[MOST_GROUPS];
        int count = root.enumerate(groups, false);
        for (int i = 0; i < count; i++) {
            if (groups[i].getName().equals(CARRIERS)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable ErrorDetail detail(@Nullable Where where) {
        return where == null
                ? null
                : new ErrorDetail(
                        sink.nanosSinceOrigin(),
                        "pinned",
                        "parked without leaving its carrier",
                        null,
                        0,
                        where.thread,
                        StackLines.from(where.getStackTrace(), caller(where.getStackTrace())));
    }

    /** What the innermost frame called that is not the JDK's. */
    private static int caller(StackTraceElement[] stack) {
        int own = 0;
        while (own < stack.length && isWayToPark(stack[own].getClassName())) {
            own++;
        }
        int host = own;
        while (host < stack.length && isOfJdk(stack[host].getClassName())) {
            host++;
        }
        return host == stack.length ? own : Math.max(own, host - 1);
    }

    private static boolean isWayToPark(String type) {
        return type.startsWith("dev.firstfault.") || type.equals("java.lang.VirtualThread");
    }

    private static boolean isOfJdk(String type) {
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }

    /** Where a virtual thread was pinned, taken as what costs least: its lines are made on the agent's thread. */
    private static final class Where extends Throwable {

        private static final long serialVersionUID = 1;

        private final String thread;

        Where(String thread) {
            this.thread = thread;
        }
    }
}
