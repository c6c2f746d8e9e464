package dev.firstfault.collectors.executor;

import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * How a {@code ForkJoinPool} is read: by its getters, none of which takes a lock. Holds nothing that leads to the pool, so
 * that between two readings it knows what the last one said.
 */
final class ForkJoinView implements ExecutorView {

    /** What the JDK calls the pool that all share. */
    private static final String COMMON = "ForkJoinPool.commonPool";

    /** The scheduler of virtual threads: its threads carry them. */
    private static final String CARRIERS = "virtual-thread-carriers";

    /** Of one that nothing tells apart. */
    static final String UNNAMED = "fork-join-pool";

    private static final String[] GETTERS = {
        "getPoolSize",
        "getActiveThreadCount",
        "getRunningThreadCount",
        "getParallelism",
        "getQueuedTaskCount",
        "getQueuedSubmissionCount",
        "getStealCount",
        "isTerminated"
    };

    private volatile int threads;
    private volatile boolean terminated;

    /** Whether its getters are the JDK's: others may do anything. */
    static boolean hasItsOwnGetters(Class<?> type) {
        if (type.getClassLoader() == null) {
            return true;
        }
        try {
            for (String getter : GETTERS) {
                if (type.getMethod(getter).getDeclaringClass() != ForkJoinPool.class) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchMethodException impossible) {
            return false;
        }
    }

    /** The name of a pool that is the JDK's own; null for any other. {@code metIn}: the stack that it was first seen in. */
    static @Nullable String nameOf(Object pool, StackTraceElement[] metIn) {
        if (isCommon(pool)) {
            return COMMON;
        }
        for (StackTraceElement frame : metIn) {
            if (frame.getClassName().equals("java.lang.VirtualThread")
                    && frame.getMethodName().startsWith("create")) {
                return CARRIERS;
            }
        }
        return null;
    }

    /** Whether it is the one that cannot be shut down. There is a pool, so that its class has made the common one. */
    static boolean isCommon(Object pool) {
        return pool == ForkJoinPool.commonPool();
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public boolean isTerminated() {
        return terminated;
    }

    @Override
    public void read(Object executor, ExecutorLevels into) {
        ForkJoinPool pool = (ForkJoinPool) executor;
        terminated = pool.isTerminated();
        into.threads = pool.getPoolSize();
        into.active = Math.min(pool.getActiveThreadCount(), into.threads);
        into.running = pool.getRunningThreadCount();
        into.core = pool.getParallelism();
        into.maximum = into.core;
        into.queued = (int) Math.min(pool.getQueuedTaskCount() + pool.getQueuedSubmissionCount(), Integer.MAX_VALUE);
        into.room = Integer.MAX_VALUE;
        into.completed = pool.getStealCount();
        threads = into.threads;
    }
}
