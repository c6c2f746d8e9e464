/** Timeline to verdict: what went wrong first. No clock, no thread, no I/O; live and after a death the same. */
package dev.firstfault.diagnosis;
