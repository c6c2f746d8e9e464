package dev.firstfault.collectors;

import java.lang.management.ManagementFactory;

/** How much of the heap is alive. */
public final class LiveHeap {

    private static final int COLLECTIONS = 3;

    private LiveHeap() {}

    /** What a collection of everything leaves, in bytes; the least of a few, as other threads allocate meanwhile. */
    public static long bytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
