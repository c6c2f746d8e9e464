/** {@code java -jar firstfault-agent.jar …}: what a person runs, mostly after a death. */
package dev.firstfault.agent.cli;
