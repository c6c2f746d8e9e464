/**
 * What is observed: {@link dev.firstfault.collectors.Probe probes}, declared as data, and the
 * {@link dev.firstfault.collectors.Weaver} that puts them into the host's classes.
 */
package dev.firstfault.collectors;
