package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/** The meter families of statements. */
final class StatementMeters {

    private static final String TARGET = "target";

    final MeterFamily<Histogram> time;
    final MeterFamily<Counter> errors;
    final MeterFamily<Gauge> inFlight;
    final MeterFamily<Gauge> oldest;
    final MeterFamily<Counter> withoutLimit;
    final MeterFamily<Counter> rows;

    StatementMeters(Meters meters) {
        time = meters.histogram(
                "firstfault_jdbc_statement_seconds",
                "Time that executions took, failed ones included; a batch is one.",
                TARGET);
        errors = meters.counter(
                "firstfault_jdbc_statement_errors_total",
                "Executions that failed, by the reason the server or the network gave.",
                TARGET,
                "reason");
        inFlight = meters.gauge("firstfault_jdbc_statements_in_flight", "Executions that run now.", TARGET);
        oldest = meters.gauge(
                "firstfault_jdbc_oldest_statement_seconds", "Age of the oldest execution that runs now.", TARGET);
        withoutLimit = meters.counter(
                "firstfault_jdbc_statements_without_timeout_total",
                "Executions that ran for a second or more and would have waited for ever: no query timeout, no socket"
                        + " timeout.",
                TARGET);
        rows = meters.counter(
                "firstfault_jdbc_rows_total",
                "Rows of the results that were read or dropped, where the driver tells.",
                TARGET);
    }
}
