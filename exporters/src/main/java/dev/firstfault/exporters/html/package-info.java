/** Writes HTML and SVG with everything escaped that comes from elsewhere. */
package dev.firstfault.exporters.html;
