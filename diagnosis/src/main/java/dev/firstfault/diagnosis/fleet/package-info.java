/** What the processes of a fleet have in common, and which of them troubled the others. Holds little of each. */
package dev.firstfault.diagnosis.fleet;
