/** JSON, written without a library. */
package dev.firstfault.exporters.json;
