package dev.firstfault.collectors.search;

/** What one answer says of one thread pool of the servers. A number is the largest that was named, -1 where none was. */
public final class PoolRejections {
    private final String pool;
    private int rejections;
    private long queueCapacity = -1;
    private long poolSize = -1;
    private long activeThreads = -1;
    private long queuedTasks = -1;
    private long completedTasks = -1;

    PoolRejections(String pool) {
        this.pool = pool;
    }

    void rejected(int count) {
        rejections += count;
    }

    void saw(PoolNumbers numbers) {
        queueCapacity = Math.max(queueCapacity, numbers.queueCapacity);
        poolSize = Math.max(poolSize, numbers.poolSize);
        activeThreads = Math.max(activeThreads, numbers.activeThreads);
        queuedTasks = Math.max(queuedTasks, numbers.queuedTasks);
        completedTasks = Math.max(completedTasks, numbers.completedTasks);
    }

    /** Its name, {@code write} or {@code search}; {@code other} for a pool that no known version has. */
    public String pool() {
        return pool;
    }

    /** Items, searches, requests and groups of shards that it refused. */
    public int rejections() {
        return rejections;
    }

    /** Tasks that its queue takes. */
    public long queueCapacity() {
        return queueCapacity;
    }

    /** Its threads. */
    public long poolSize() {
        return poolSize;
    }

    /** Threads at work. May be 0 at a rejection: the server reads it a moment later. */
    public long activeThreads() {
        return activeThreads;
    }

    /** Tasks in its queue. May exceed the capacity: some tasks are never refused. */
    public long queuedTasks() {
        return queuedTasks;
    }

    /** Tasks done since the node started. */
    public long completedTasks() {
        return completedTasks;
    }
}
