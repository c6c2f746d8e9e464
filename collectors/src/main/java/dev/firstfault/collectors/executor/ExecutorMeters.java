package dev.firstfault.collectors.executor;

import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;
import dev.firstfault.signals.meter.TimeCounter;

/** The meter families of executors: Micrometer's, and ours for what it has no name for. */
public final class ExecutorMeters {

    private static final String NAME = "name";

    final MeterFamily<Gauge> active;
    final MeterFamily<Gauge> queued;
    final MeterFamily<Gauge> room;
    final MeterFamily<Gauge> threads;
    final MeterFamily<Gauge> core;
    final MeterFamily<Gauge> maximum;
    final MeterFamily<Counter> completed;
    final MeterFamily<Counter> rejected;
    final MeterFamily<Counter> rejections;
    final MeterFamily<TimeCounter> saturated;
    final MeterFamily<Gauge> forkJoinActive;
    final MeterFamily<Gauge> forkJoinQueued;
    final MeterFamily<Gauge> forkJoinRunning;
    final MeterFamily<Gauge> parallelism;
    final MeterFamily<Counter> steals;

    public ExecutorMeters(Meters meters) {
        active = meters.gauge("executor_active_threads", "Threads that run a task.", NAME);
        queued = meters.gauge("executor_queued_tasks", "Tasks waiting for a thread.", NAME);
        room = meters.gauge(
                "executor_queue_remaining_tasks",
                "How many more tasks the queue takes; 2147483647 where it has no bound.",
                NAME);
        threads = meters.gauge("executor_pool_size_threads", "Threads there are.", NAME);
        core = meters.gauge("executor_pool_core_threads", "Threads that are kept though idle.", NAME);
        maximum = meters.gauge("executor_pool_max_threads", "Most threads there may be.", NAME);
        completed = meters.counter("executor_completed_tasks_total", "Tasks that were run to their end.", NAME);
        rejected = meters.counter(
                "executor_rejected_tasks_total", "Tasks turned away, also those that came after the shutdown.", NAME);
        rejections = meters.counter(
                "firstfault_executor_rejections_total",
                "Tasks turned away, by what became of them; shut-down: the executor was shut down already.",
                NAME,
                "outcome");
        saturated = meters.timeCounter(
                "firstfault_executor_saturated_seconds_total",
                "Time with every thread busy and none to be added.",
                NAME);
        forkJoinActive =
                meters.gauge("executor_active", "Threads of a fork-join pool that run or look for a task.", NAME);
        forkJoinQueued = meters.gauge("executor_queued", "Tasks in the queues of a fork-join pool.", NAME);
        forkJoinRunning = meters.gauge(
                "executor_running", "Threads of a fork-join pool that do not wait for another's task.", NAME);
        parallelism = meters.gauge(
                "executor_parallelism_threads", "Threads that a fork-join pool is to have running at most.", NAME);
        steals = meters.counter(
                "executor_steals_total",
                "Tasks that threads of a fork-join pool took from other queues than their own.",
                NAME);
    }
}
