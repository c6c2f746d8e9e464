package dev.firstfault.collectors.jvm;

import static dev.firstfault.signals.FrameField.CLASSES;
import static dev.firstfault.signals.FrameField.METASPACE;
import static dev.firstfault.signals.FrameField.THREADS;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** Threads, classes and metaspace. Needs the module {@code java.management}. */
final class RuntimeBeans implements FrameSource {

    /** A reading of the metaspace allocates; it only changes with the classes, and by collections. */
    private static final long METASPACE_NANOS = 1_000_000_000L;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    private final @Nullable MemoryPoolMXBean metaspace = metaspacePool();
    private long metaspaceDue = Long.MIN_VALUE;
    private long metaspaceUsed = Frame.UNKNOWN;
    private long seenClasses = Frame.UNKNOWN;
    private long seenCollections = Frame.UNKNOWN;

    @Override
    public void fill(Frame frame, boolean mayAllocate) {
        long loaded = classes.getLoadedClassCount();
        frame.set(THREADS, threads.getThreadCount());
        frame.set(CLASSES, loaded);
        readMetaspace(frame, loaded, mayAllocate);
        frame.set(METASPACE, metaspaceUsed);
    }

    private void readMetaspace(Frame frame, long loaded, boolean mayAllocate) {
        long collections = frame.get(FrameField.GC_COUNT);
        boolean moved = loaded != seenClasses || collections != seenCollections;
        if (metaspace != null && moved && mayAllocate && frame.atNanos() >= metaspaceDue) {
            metaspaceDue = frame.atNanos() + METASPACE_NANOS;
            seenClasses = loaded;
            seenCollections = collections;
            metaspaceUsed = metaspace.getUsage().getUsed();
        }
    }

    private static @Nullable MemoryPoolMXBean metaspacePool() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) {
                return pool;
            }
        }
        return null;
    }
}
