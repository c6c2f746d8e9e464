package dev.firstfault.collectors.executor;

import dev.firstfault.signals.meter.Counter;

/** The series of a {@code ForkJoinPool}. What it refuses is not seen, so that no count of it stands at 0. */
final class ForkJoinSeries extends ExecutorSeries {

    private final Counter steals;

    ForkJoinSeries(String name, ExecutorMeters meters) {
        super(name, meters);
        steals = meters.steals.with(name);
    }

    @Override
    void completed(long tasks) {
        steals.add(tasks);
    }

    @Override
    void publish(ExecutorLevels levels) {
        if (isOfAll()) {
            return;
        }
        meters.forkJoinActive.with(name()).set(levels.active);
        meters.forkJoinQueued.with(name()).set(levels.queued);
        meters.forkJoinRunning.with(name()).set(levels.running);
        meters.parallelism.with(name()).set(levels.maximum);
        meters.threads.with(name()).set(levels.threads);
    }

    @Override
    void forgetLevels() {
        meters.forkJoinActive.remove(name());
        meters.forkJoinQueued.remove(name());
        meters.forkJoinRunning.remove(name());
        meters.parallelism.remove(name());
        meters.threads.remove(name());
    }

    @Override
    void forget() {
        super.forget();
        meters.steals.remove(name());
    }
}
