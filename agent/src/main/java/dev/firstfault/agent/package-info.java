/** Wires the parts together in a host: who is made when, on which thread, and who hears of what. */
package dev.firstfault.agent;
