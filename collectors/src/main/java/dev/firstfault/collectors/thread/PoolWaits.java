package dev.firstfault.collectors.thread;

import dev.firstfault.signals.WaitKind;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The workers of thread pools that wait within a task, at one scan: whether they wait for tasks that their own pool will
 * never come to. Agent thread only.
 */
final class PoolWaits {

    /** A queue is searched under its lock. */
    private static final int MOST_SEARCHED = 1_000;

    private final WorkerPools pools;
    private final IdentityHashMap<Watched, ThreadPoolExecutor> executors = new IdentityHashMap<>();
    private final IdentityHashMap<ThreadPoolExecutor, Waiting> waiting = new IdentityHashMap<>();
    private @Nullable Map<Long, Thread> threads;

    PoolWaits(WorkerPools pools) {
        this.pools = pools;
    }

    /** Takes a thread that waits; one that is no worker is left out. */
    void add(Watched thread, Wait wait) {
        if (!wait.inTaskOfPool()) {
            return;
        }
        Thread worker = threads().get(thread.id());
        ThreadPoolExecutor executor = worker == null ? null : pools.executorOf(worker);
        if (worker == null || executor == null) {
            return;
        }
        executors.put(thread, executor);
        if (wait.kind() == WaitKind.FUTURE || wait.kind() == WaitKind.AWAIT) {
            Waiting of = waiting.computeIfAbsent(executor, unused -> new Waiting());
            of.count++;
            Object awaited = LockSupport.getBlocker(worker);
            if (!(awaited instanceof FutureTask)) {
                of.unknown = true; // CompletableFuture and Scala's promises do not show what they wait for
            } else if (isQueued((FutureTask<?>) awaited, executor)) {
                of.own.put(thread, true);
            }
        }
    }

    /** The pool that the thread works for, or null. */
    @Nullable
    ThreadPoolExecutor executorOf(Watched thread) {
        return executors.get(thread);
    }

    /** Whether tasks are queued that this worker keeps waiting. */
    boolean keepsOthersWaiting(Watched thread) {
        ThreadPoolExecutor executor = executors.get(thread);
        return executor != null && !executor.getQueue().isEmpty();
    }

    /**
     * Whether it waits for a task of its own pool: one that is queued there, or one that cannot be told while every
     * worker of the pool waits alike and tasks are queued.
     */
    boolean waitsForOwnPool(Watched thread) {
        ThreadPoolExecutor executor = executors.get(thread);
        Waiting of = executor == null ? null : waiting.get(executor);
        if (executor == null || of == null) {
            return false;
        }
        boolean allWait =
                of.count >= pools.threads(executor) && !executor.getQueue().isEmpty();
        return of.own.containsKey(thread) || (allWait && (of.unknown || !of.own.isEmpty()));
    }

    private static boolean isQueued(FutureTask<?> task, ThreadPoolExecutor executor) {
        return executor.getQueue().size() <= MOST_SEARCHED
                && executor.getQueue().contains(task);
    }

    private Map<Long, Thread> threads() {
        if (threads == null) {
            threads = LiveThreads.byId();
        }
        return threads;
    }

    /** What waits in one pool. */
    private static final class Waiting {
        private int count;
        private boolean unknown;
        private final IdentityHashMap<Watched, Boolean> own = new IdentityHashMap<>();
    }
}
