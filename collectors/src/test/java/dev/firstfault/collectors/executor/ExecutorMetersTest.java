package dev.firstfault.collectors.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.meter.Meters;
import org.junit.jupiter.api.Test;

class ExecutorMetersTest {

    /**
     * The names and types of Micrometer 1.16: for thread pools, whose names say what is counted, and for fork-join pools,
     * most of whose do not. It has none for what is turned away.
     */
    @Test
    void namesTypesAndLabelsAreThoseThatDashboardsKnow() {
        Meters meters = new Meters();
        new ExecutorMeters(meters);

        assertThat(meters.families())
                .filteredOn(family -> family.name().startsWith("executor_"))
                .extracting(family -> family.name() + ' ' + family.type().word() + ' ' + family.labelNames())
                .containsExactlyInAnyOrder(
                        "executor_active gauge [name]",
                        "executor_active_threads gauge [name]",
                        "executor_completed_tasks_total counter [name]",
                        "executor_parallelism_threads gauge [name]",
                        "executor_pool_core_threads gauge [name]",
                        "executor_pool_max_threads gauge [name]",
                        "executor_pool_size_threads gauge [name]",
                        "executor_queue_remaining_tasks gauge [name]",
                        "executor_queued gauge [name]",
                        "executor_queued_tasks gauge [name]",
                        "executor_rejected_tasks_total counter [name]",
                        "executor_running gauge [name]",
                        "executor_steals_total counter [name]");
    }
}
