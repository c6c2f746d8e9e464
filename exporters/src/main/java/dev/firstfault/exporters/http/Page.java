package dev.firstfault.exporters.http;

import java.io.IOException;
import java.io.OutputStream;

/** What one path shows. Thread-safe. */
public interface Page {

    /** Its path, with the leading slash. */
    String path();

    /** The value of the header {@code Content-Type} for this request. */
    String contentType(Request request);

    /** Writes the body; in blocks, because each write becomes a chunk of the response. */
    void writeTo(OutputStream out, Request request) throws IOException;
}
