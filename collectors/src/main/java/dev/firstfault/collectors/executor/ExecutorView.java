package dev.firstfault.collectors.executor;

/** How one executor is read, on the agent's thread: cheaply, without waiting for a lock. Holds nothing that leads to it. */
interface ExecutorView {

    /**
     * How many threads it has. An executor that nobody can reach any more has none, for they would reach it; so one
     * without threads is best not touched, lest it be never collected.
     */
    int threads();

    /** Whether it was shut down and its last thread is gone. */
    boolean isTerminated();

    /** Reads all levels; what cannot be read at the moment stays as it was. */
    void read(Object executor, ExecutorLevels into) throws ReflectiveOperationException;
}
