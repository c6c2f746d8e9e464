/** Verdicts for people and for programs: text, JSON, and a page for browsers. */
package dev.firstfault.exporters.report;
