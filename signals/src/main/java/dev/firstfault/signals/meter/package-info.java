/** Numbers that others graph: counters, gauges and histograms, bounded in number, cheap to change, cheap to read. */
package dev.firstfault.signals.meter;
