/** What the operator may set, and where each value came from. */
package dev.firstfault.agent.options;
