/** What was recorded around the onset, drawn: rows of curves over one axis of time, as SVG. */
package dev.firstfault.exporters.report.picture;
