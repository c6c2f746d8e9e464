/** Programs that cause one fault each; they know nothing of the agent and run on every JDK from 8 on. */
package dev.firstfault.it.apps;
