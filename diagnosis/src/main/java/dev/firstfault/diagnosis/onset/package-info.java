/** When things began to change: series out of a timeline, and the detectors over them. */
package dev.firstfault.diagnosis.onset;
