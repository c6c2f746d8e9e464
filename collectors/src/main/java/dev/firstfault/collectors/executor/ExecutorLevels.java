package dev.firstfault.collectors.executor;

/** The levels of one executor at one moment. */
final class ExecutorLevels {

    int threads;
    int active;

    /** Of a fork-join pool: threads that are not blocked waiting for another's task. */
    int running;

    int core;
    int maximum;
    int queued;

    /** How many more tasks the queue would take; {@link Integer#MAX_VALUE} where it has no bound. */
    int room;

    /** Tasks completed since the executor was constructed; of a fork-join pool, those taken from another's queue. */
    long completed;

    /** Whether a task brought now would wait or be turned away: every thread is busy, and none would be added. */
    boolean isSaturated() {
        boolean full = threads >= maximum;
        boolean queues = room > 0 && threads >= Math.max(core, 1);
        return threads > 0 && active >= threads && (full || queues);
    }

    /** How many tasks the queue holds at most; -1 where it has no bound. */
    long capacity() {
        long capacity = (long) queued + room;
        return capacity >= Integer.MAX_VALUE ? -1 : capacity;
    }
}
