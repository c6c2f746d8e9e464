/** How Prometheus finds the processes of a host. */
package dev.firstfault.exporters.discovery;
