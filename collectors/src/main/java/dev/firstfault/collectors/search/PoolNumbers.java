package dev.firstfault.collectors.search;

/** The numbers of a thread pool in one sentence of the server; -1 where it names none. Reused. */
final class PoolNumbers {
    long queueCapacity = -1;
    long poolSize = -1;
    long activeThreads = -1;
    long queuedTasks = -1;
    long completedTasks = -1;

    void clear() {
        queueCapacity = -1;
        poolSize = -1;
        activeThreads = -1;
        queuedTasks = -1;
        completedTasks = -1;
    }
}
