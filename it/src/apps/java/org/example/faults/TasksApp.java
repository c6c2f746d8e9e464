package org.example.faults;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Brings tasks to an executor, over and over, and prints how many bytes one allocated on this thread. Arguments: rounds to warm up, rounds
 * to count.
 */
public final class TasksApp {
    /** So many may wait, that the queue does not outgrow the heap. */
    private static final int BACKLOG = 1_000;

    /** Where others could see it, as they can see a future in use. */
    private static volatile Future<?> last;

    public static void main(String[] arguments) {
        int warmUp = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        execute(executor, warmUp);
        submit(executor, warmUp);
        threads.getThreadAllocatedBytes(self); // once for what the call itself allocates at first
        long before = threads.getThreadAllocatedBytes(self);
        execute(executor, rounds);
        long between = threads.getThreadAllocatedBytes(self);
        submit(executor, rounds);
        long after = threads.getThreadAllocatedBytes(self);
        System.out.println("bytesPerExecute=" + (double) (between - before) / rounds);
        System.out.println("bytesPerSubmit=" + (double) (after - between) / rounds);
        executor.shutdown();
    }

    private static void execute(ThreadPoolExecutor executor, int rounds) {
        for (int i = 0; i < rounds; i++) {
            awaitRoom(executor);
            executor.execute(TasksApp::task);
        }
    }

    private static void submit(ThreadPoolExecutor executor, int rounds) {
        for (int i = 0; i < rounds; i++) {
            awaitRoom(executor);
            last = executor.submit(TasksApp::task);
            if (last.isCancelled()) {
                throw new IllegalStateException("the executor took no task");
            }
        }
    }

    private static void task() {}

    private static void awaitRoom(ThreadPoolExecutor executor) {
        while (executor.getQueue().size() > BACKLOG) {
            Thread.yield();
        }
    }

    private TasksApp() {}
}
