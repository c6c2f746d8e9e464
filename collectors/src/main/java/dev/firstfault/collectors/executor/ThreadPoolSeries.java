package dev.firstfault.collectors.executor;

import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.meter.Counter;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The series of a {@code ThreadPoolExecutor}. */
final class ThreadPoolSeries extends ExecutorSeries {

    private static final String SHUT_DOWN = "shut-down";

    private final Counter rejected;
    private final Counter completed;
    private final AtomicReferenceArray<Counter> outcomes = new AtomicReferenceArray<>(Rejection.values().length);

    ThreadPoolSeries(String name, ExecutorMeters meters) {
        super(name, meters);
        rejected = meters.rejected.with(name);
        completed = meters.completed.with(name);
    }

    void rejected(Rejection outcome, boolean shutDown) {
        rejected.increment();
        if (shutDown) {
            meters.rejections.with(name(), SHUT_DOWN).increment();
            return;
        }
        Counter counter = outcomes.get(outcome.id());
        if (counter == null) {
            counter = meters.rejections.with(name(), outcome.word());
            outcomes.set(outcome.id(), counter);
        }
        counter.increment();
    }

    @Override
    void completed(long tasks) {
        completed.add(tasks);
    }

    @Override
    void publish(ExecutorLevels levels) {
        if (isOfAll()) {
            return;
        }
        meters.active.with(name()).set(levels.active);
        meters.queued.with(name()).set(levels.queued);
        meters.room.with(name()).set(levels.room);
        meters.threads.with(name()).set(levels.threads);
        meters.core.with(name()).set(levels.core);
        meters.maximum.with(name()).set(levels.maximum);
    }

    @Override
    void forgetLevels() {
        meters.active.remove(name());
        meters.queued.remove(name());
        meters.room.remove(name());
        meters.threads.remove(name());
        meters.core.remove(name());
        meters.maximum.remove(name());
    }

    @Override
    void forget() {
        super.forget();
        meters.rejected.remove(name());
        meters.completed.remove(name());
        meters.rejections.remove(name(), SHUT_DOWN);
        for (Rejection outcome : Rejection.values()) {
            meters.rejections.remove(name(), outcome.word());
        }
    }
}
