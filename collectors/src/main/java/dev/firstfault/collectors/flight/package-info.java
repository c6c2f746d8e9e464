/** The JVM's own flight recorder as a second witness, where it is asked for. */
package dev.firstfault.collectors.flight;
