/** The JVM and its process: levels sampled into frames, facts, and how the process ends. */
package dev.firstfault.collectors.jvm;
