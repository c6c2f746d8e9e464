/** The host's threads: what they wait for, whose locks they hold, how many there are. */
package dev.firstfault.collectors.thread;
