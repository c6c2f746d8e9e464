package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.lang.instrument.Instrumentation;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM's own beans tell beside the samples: pools outside the heap, who allocates, what fills the heap. Made late,
 * for many JVMs are done before; agent thread only. Each part fails for itself.
 */
public final class HostJvm {

    private static final String PART = "jmx";

    private static final long FIRST_NANOS = 11_000_000_000L;

    /** Sooner, where collections leave so much of the heap, or half of the metaspace is taken. */
    private static final int SOONER_PERCENT = 30;

    private final long maxHeap = Runtime.getRuntime().maxMemory();

    private final Instrumentation instrumentation;
    private final Meters meters;
    private final SignalSink sink;
    private final Health health;
    private final long histogramBytes;
    private final long maxMetaspace;
    private boolean begun;
    private @Nullable MemoryPools pools;
    private @Nullable Allocators allocators;
    private @Nullable ClassNames names;
    private @Nullable HeapClasses classes;

    /**
     * @param process knows the limit of the metaspace, if there is one
     * @param histogramBytes a class histogram is only taken of a heap that holds at most this; 0: never
     */
    public HostJvm(
            Instrumentation instrumentation,
            Meters meters,
            SignalSink sink,
            Health health,
            ProcessInfo process,
            long histogramBytes) {
        this.instrumentation = instrumentation;
        this.meters = meters;
        this.sink = sink;
        this.health = health;
        this.histogramBytes = histogramBytes;
        maxMetaspace = process.number(ProcessInfo.FLAG_PREFIX + "MaxMetaspaceSize", 0);
    }

    /**
     * Once a second, with the latest sample.
     *
     * @return what fills the heap, in the one second of a life in which that was found out; else null
     */
    public @Nullable String tick(Frame frame) {
        if (!begun && !due(frame)) {
            return null;
        }
        try {
            if (!begun) {
                begun = true;
                begin();
            }
            if (pools != null) {
                pools.tick();
            }
            if (names != null) {
                names.tick(frame);
            }
        } catch (LinkageError | RuntimeException broken) {
            pools = null;
            names = null;
            health.degraded(PART, "pools outside the heap go unseen: " + broken);
        }
        try {
            if (allocators != null) {
                allocators.tick(frame);
            }
        } catch (LinkageError | RuntimeException broken) {
            allocators = null;
            health.degraded(PART, "who allocates goes unseen: " + broken);
        }
        return fullOf(frame);
    }

    private boolean due(Frame frame) {
        return frame.atNanos() >= FIRST_NANOS
                || frame.get(FrameField.HEAP_AFTER_GC) >= maxHeap / 100 * SOONER_PERCENT
                || (maxMetaspace > 0 && frame.get(FrameField.METASPACE) >= maxMetaspace / 2);
    }

    private void begin() {
        classes = new HeapClasses(sink, histogramBytes);
        pools = new MemoryPools(meters, sink);
        names = new ClassNames(instrumentation, sink);
        try {
            Allocators counting = new Allocators(sink);
            allocators = counting.counted() ? counting : null;
        } catch (LinkageError | ClassCastException anotherJvm) {
            allocators = null; // jdk.management was left out of this runtime, or it is no HotSpot
        }
    }

    private @Nullable String fullOf(Frame frame) {
        try {
            return classes == null ? null : classes.tick(frame);
        } catch (JMException | LinkageError | RuntimeException noSuchCommand) {
            classes = null;
            health.degraded(PART, "no class histogram could be taken: " + noSuchCommand);
            return null;
        }
    }
}
