/** The only classes of the agent, besides the bridge, that the host's class path can see; {@code java.io} only. */
package dev.firstfault.entry;
