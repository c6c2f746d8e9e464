/** How a process ended, whatever went wrong before. */
package dev.firstfault.diagnosis.ending;
