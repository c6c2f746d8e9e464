package dev.firstfault.collectors.jvm;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** What the calling thread has allocated in its life, as the JVM counts it anyway. Needs the module {@code jdk.management}. */
public final class ThreadAllocation {

    private static volatile @Nullable ThreadMXBean threads;

    private ThreadAllocation() {}

    /** Makes the count known, where this JVM keeps one; costs class loading. */
    static void open() {
        try {
            ThreadMXBean counting = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            boolean counted = counting.isThreadAllocatedMemorySupported() && counting.isThreadAllocatedMemoryEnabled();
            threads = counted ? counting : null;
        } catch (LinkageError | ClassCastException anotherJvm) {
            threads = null; // jdk.management was left out of this runtime, or it is no HotSpot
        }
    }

    /** Kilobytes; 0 before {@link #open}, and for a virtual thread. */
    public static int ofCurrentKilobytes() {
        ThreadMXBean counting = threads;
        return counting == null
                ? 0
                : (int) Math.max(
                        0,
                        Math.min(
                                Integer.MAX_VALUE,
                                counting.getThreadAllocatedBytes(
                                                Thread.currentThread().getId())
                                        >> 10));
    }
}
