package dev.firstfault.collectors.executor;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How a {@code ThreadPoolExecutor} is read: without waiting for its lock, and without calling what a subclass may have
 * overridden. Holds nothing that leads to the executor.
 */
final class ThreadPoolView implements ExecutorView {

    /** {@code ThreadPoolExecutor.COUNT_BITS}: below them the number of threads, above them the run state. */
    private static final int COUNT_BITS = Integer.SIZE - 3;

    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
    private static final int TERMINATED = 3;

    private final ThreadPoolFields fields;
    private final AtomicInteger ctl;
    private final ReentrantLock mainLock;

    ThreadPoolView(ThreadPoolExecutor executor, ThreadPoolFields fields) throws ReflectiveOperationException {
        this.fields = fields;
        ctl = (AtomicInteger) fields.ctl.get(executor);
        mainLock = (ReentrantLock) fields.mainLock.get(executor);
    }

    /** Whether its count of completed tasks is the JDK's: no other may be called under its lock. */
    static boolean hasItsOwnGetters(Class<?> type) {
        try {
            return type.getClassLoader() == null
                    || type.getMethod("getCompletedTaskCount").getDeclaringClass() == ThreadPoolExecutor.class;
        } catch (NoSuchMethodException impossible) {
            return false;
        }
    }

    @Override
    public int threads() {
        return ctl.get() & COUNT_MASK;
    }

    @Override
    public boolean isTerminated() {
        return ctl.get() >> COUNT_BITS >= TERMINATED;
    }

    /** Active and completed stay as they were while its lock is held by another. */
    @Override
    public void read(Object executor, ExecutorLevels into) throws ReflectiveOperationException {
        into.threads = threads();
        into.core = fields.corePoolSize.getInt(executor);
        into.maximum = fields.maximumPoolSize.getInt(executor);
        BlockingQueue<?> queue = (BlockingQueue<?>) fields.workQueue.get(executor);
        into.queued = queue.size();
        into.room = queue.remainingCapacity();
        if (mainLock.tryLock()) {
            try {
                readWorkers(executor, into);
            } finally {
                mainLock.unlock();
            }
        }
        into.active = Math.min(into.active, into.threads);
    }

    private void readWorkers(Object executor, ExecutorLevels into) throws ReflectiveOperationException {
        int active = 0;
        long completed = fields.completedTaskCount.getLong(executor);
        for (Object worker : (Set<?>) fields.workers.get(executor)) {
            completed += fields.workerCompletedTasks.getLong(worker);
            if (fields.workerState.getInt(worker) != 0) { // ThreadPoolExecutor.Worker: 0 is unlocked, which is idle
                active++;
            }
        }
        into.active = active;
        into.completed = completed;
    }
}
