package dev.firstfault.collectors.executor;

import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.TimeCounter;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The series of one name. What was counted outlives the executor, and goes on with the next one of that name. */
final class ExecutorSeries {

    /** The series of all executors that have none of their own: their counts together, and no levels. */
    static final String OTHER = "other";

    private static final String SHUT_DOWN = "shut-down";

    private final String name;
    private final ExecutorMeters meters;
    private final Counter rejected;
    private final Counter completed;
    private final TimeCounter saturated;
    private final AtomicReferenceArray<Counter> outcomes = new AtomicReferenceArray<>(Rejection.values().length);
    private boolean used;

    ExecutorSeries(String name, ExecutorMeters meters) {
        this.name = name;
        this.meters = meters;
        rejected = meters.rejected.with(name);
        completed = meters.completed.with(name);
        saturated = meters.saturated.with(name);
    }

    String name() {
        return name;
    }

    /** Whether an executor that is still there has it. */
    boolean isUsed() {
        return used;
    }

    void use(boolean inUse) {
        used = inUse || name.equals(OTHER);
    }

    void rejected(Rejection outcome, boolean shutDown) {
        rejected.increment();
        if (shutDown) {
            meters.rejections.with(name, SHUT_DOWN).increment();
            return;
        }
        Counter counter = outcomes.get(outcome.id());
        if (counter == null) {
            counter = meters.rejections.with(name, outcome.word());
            outcomes.set(outcome.id(), counter);
        }
        counter.increment();
    }

    void completed(long tasks) {
        completed.add(tasks);
    }

    void saturated(long nanos) {
        saturated.add(nanos);
    }

    void publish(ExecutorLevels levels) {
        if (name.equals(OTHER)) {
            return;
        }
        meters.active.with(name).set(levels.active);
        meters.queued.with(name).set(levels.queued);
        meters.room.with(name).set(levels.room);
        meters.threads.with(name).set(levels.threads);
        meters.core.with(name).set(levels.core);
        meters.maximum.with(name).set(levels.maximum);
    }

    /** Takes back the levels of an executor that is gone. */
    void forgetLevels() {
        meters.active.remove(name);
        meters.queued.remove(name);
        meters.room.remove(name);
        meters.threads.remove(name);
        meters.core.remove(name);
        meters.maximum.remove(name);
    }

    /** Takes back everything. */
    void forget() {
        forgetLevels();
        meters.rejected.remove(name);
        meters.completed.remove(name);
        meters.saturated.remove(name);
        meters.rejections.remove(name, SHUT_DOWN);
        for (Rejection outcome : Rejection.values()) {
            meters.rejections.remove(name, outcome.word());
        }
    }
}
