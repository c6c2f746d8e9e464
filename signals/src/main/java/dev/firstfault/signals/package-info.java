/** The vocabulary: signals, frames, resources, the timeline they form. No dependency, no I/O, no threads. */
package dev.firstfault.signals;
