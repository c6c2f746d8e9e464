package dev.firstfault.collectors.executor;

import dev.firstfault.signals.meter.TimeCounter;

/** The series of one name. What was counted outlives the executor, and goes on with the next one of that name. */
abstract class ExecutorSeries {

    /** The series of all executors that have none of their own: their counts together, and no levels. */
    static final String OTHER = "other";

    private final String name;
    final ExecutorMeters meters;
    private final TimeCounter saturated;
    private boolean used;

    ExecutorSeries(String name, ExecutorMeters meters) {
        this.name = name;
        this.meters = meters;
        saturated = meters.saturated.with(name);
    }

    final String name() {
        return name;
    }

    /** Whether an executor that is still there has it. */
    final boolean isUsed() {
        return used;
    }

    final void use(boolean inUse) {
        used = inUse || isOfAll();
    }

    final boolean isOfAll() {
        return name.equals(OTHER);
    }

    final void saturated(long nanos) {
        saturated.add(nanos);
    }

    /** Counts further tasks, see {@link ExecutorLevels#completed}. */
    abstract void completed(long tasks);

    /** Shows the levels of the executor that has this name. */
    abstract void publish(ExecutorLevels levels);

    /** Takes back the levels of an executor that is gone. */
    abstract void forgetLevels();

    /** Takes back everything. */
    void forget() {
        forgetLevels();
        meters.saturated.remove(name);
    }
}
