/** Executors: who works, who waits, who was turned away. */
package dev.firstfault.collectors.executor;
