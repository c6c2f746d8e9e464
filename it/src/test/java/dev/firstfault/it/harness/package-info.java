/** Starts real JVMs and real servers as plain processes, waits for conditions, and ends every process by its own pid. */
package dev.firstfault.it.harness;
