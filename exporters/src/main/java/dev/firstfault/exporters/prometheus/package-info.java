/** Metrics as Prometheus reads them, and the meters that levels, verdicts and the agent itself feed. */
package dev.firstfault.exporters.prometheus;
