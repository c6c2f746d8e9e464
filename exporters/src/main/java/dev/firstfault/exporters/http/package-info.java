/** A small HTTP server for the few pages that the agent shows; on a plain socket, because trimmed runtimes lack a server. */
package dev.firstfault.exporters.http;
