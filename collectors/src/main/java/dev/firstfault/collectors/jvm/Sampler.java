package dev.firstfault.collectors.jvm;

import static dev.firstfault.signals.FrameField.HEAP_COMMITTED;
import static dev.firstfault.signals.FrameField.HEAP_USED;
import static dev.firstfault.signals.FrameField.LATE_MILLIS;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.SignalSink;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes a frame 100 times, 20 times or once a second and hands it to the sink, until {@link #stop}. One daemon thread at top
 * priority runs it.
 *
 * <p>It allocates nothing from sample to sample (what a collection left, and the metaspace, excepted: at most twice a
 * second), because the moments that matter most are those without heap; and it survives everything it meets. What
 * costs class loading is prepared one piece a sample: the kernel's files after 0.2 s, the MXBeans after 0.5 s.
 */
public final class Sampler implements Runnable {

    private static final long KERNEL_FILES_NANOS = 200_000_000L;
    private static final long BEANS_NANOS = 500_000_000L;
    /** The kernel's files are read at most this often. */
    private static final long SLOW_NANOS = 500_000_000L;
    /** Below this part of the heap free, nothing here allocates. */
    private static final long LOW_HEAP_PERCENT = 2;

    private static final int FAILURES_TO_REPORT = 3;

    private final SignalSink sink;
    private final Health health;
    private final File proc;
    private final File root;
    private final Runtime runtime = Runtime.getRuntime();
    private final long maxHeap = runtime.maxMemory();
    private final long startNanos;
    private final Pace pace;
    private final Frame frame = new Frame();
    private final LatestFrame latest = new LatestFrame();

    private final @Nullable FrameSource[] quick = new @Nullable FrameSource[3];
    private final @Nullable FrameSource[] slow = new @Nullable FrameSource[3];
    private int prepared;
    private long slowDue = Long.MIN_VALUE;
    private long plannedNanos;
    private int failures;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    public Sampler(SignalSink sink, Health health) {
        this(sink, health, new File("/proc"), new File("/"));
    }

    /** As above, reading another {@code /proc} and file system. */
    Sampler(SignalSink sink, Health health, File proc, File root) {
        this.sink = sink;
        this.health = health;
        this.proc = proc;
        this.root = root;
        startNanos = sink.nanosSinceOrigin();
        plannedNanos = startNanos;
        pace = new Pace(startNanos, maxHeap);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        plannedNanos = sink.nanosSinceOrigin();
        while (!stopped) {
            long wait = sampleSafely();
            park(wait);
        }
    }

    /** Ends {@link #run} soon. */
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Something failed: sample briskly until then, nanoseconds since the origin. Any thread; allocates nothing. */
    public void suspect(long untilNanos) {
        if (pace.suspect(sink.nanosSinceOrigin(), untilNanos)) {
            LockSupport.unpark(thread);
        }
    }

    /** Copies the newest frame into {@code copy}; false, and nothing to be used, before the first. Any thread. */
    public boolean latest(Frame copy) {
        return latest.copyTo(copy);
    }

    /** One sample that lets nothing out. Returns the nanoseconds to the next. */
    private long sampleSafely() {
        try {
            return sample();
        } catch (Throwable unexpected) {
            failures++;
            if (failures == FAILURES_TO_REPORT) {
                report("sampler", unexpected);
            }
            plannedNanos = sink.nanosSinceOrigin() + Pace.CALM_NANOS;
            return Pace.CALM_NANOS;
        }
    }

    /** Takes a frame, hands it out and prepares the next source. Returns the nanoseconds to the next. */
    long sample() {
        long now = sink.nanosSinceOrigin();
        frame.atNanos(now);
        frame.set(LATE_MILLIS, Math.max(0, (now - plannedNanos) / 1_000_000L));
        long committed = runtime.totalMemory();
        long used = committed - runtime.freeMemory();
        frame.set(HEAP_USED, used);
        frame.set(HEAP_COMMITTED, committed);
        boolean mayAllocate = (maxHeap - used) / LOW_HEAP_PERCENT >= maxHeap / 100;

        fill(quick, mayAllocate);
        if (now >= slowDue) {
            slowDue = now + SLOW_NANOS;
            fill(slow, mayAllocate);
        }
        sink.frame(frame);
        latest.publish(frame);
        if (mayAllocate) {
            prepareNext(now - startNanos);
        }
        long wait = pace.nanosAfter(frame);
        // A late sample does not make the next one late as well, nor an early one.
        plannedNanos = Math.min(Math.max(plannedNanos + wait, now + wait / 2), now + wait);
        return plannedNanos - sink.nanosSinceOrigin();
    }

    private void fill(@Nullable FrameSource[] sources, boolean mayAllocate) {
        for (int i = 0; i < sources.length; i++) {
            FrameSource source = sources[i];
            if (source != null) {
                try {
                    source.fill(frame, mayAllocate);
                } catch (LinkageError | RuntimeException broken) {
                    sources[i] = null;
                    forgetLevels();
                    report("sampler", broken);
                }
            }
        }
    }

    /** A level that nobody reads any more must not stand still; the other sources set theirs again. */
    private void forgetLevels() {
        for (int i = 0; i < FrameField.CAPACITY; i++) {
            frame.raw(i, Frame.UNKNOWN);
        }
        slowDue = Long.MIN_VALUE;
    }

    private void park(long nanos) {
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        // A set interrupt would make every later park return at once.
        Thread.interrupted();
        if (pace.brisk(sink.nanosSinceOrigin())) {
            // Woken before its time by suspect(): the sample is early, not late.
            plannedNanos = Math.min(plannedNanos, sink.nanosSinceOrigin() + Pace.BRISK_NANOS);
        }
    }

    private void prepareNext(long ageNanos) {
        if (prepared == 0 && ageNanos >= KERNEL_FILES_NANOS) {
            prepared++;
            slow[0] = new ProcessFiles(proc);
        } else if (prepared == 1) {
            prepared++;
            prepareGroups();
        } else if (prepared >= 2 && prepared <= 5 && ageNanos >= BEANS_NANOS) {
            prepareBeans(prepared++);
        }
    }

    private void prepareGroups() {
        try {
            slow[1] = MemoryGroup.open(CgroupPaths.of("memory", proc, root));
            slow[2] = CpuGroup.open(CgroupPaths.of("cpu", proc, root));
        } catch (IOException | SecurityException ignored) {
            // No Linux, no control groups, or forbidden: their levels stay unknown.
        }
    }

    private void prepareBeans(int step) {
        try {
            if (step == 5) {
                ThreadAllocation.open();
            } else {
                quick[step - 2] = step == 2 ? new GcBeans() : step == 3 ? new RuntimeBeans() : new DirectBuffers();
            }
        } catch (LinkageError | RuntimeException unavailable) {
            report("jmx", unavailable);
        }
    }

    private void report(String part, Throwable why) {
        health.degraded(part, "cannot read all levels of the JVM: " + why);
    }
}
