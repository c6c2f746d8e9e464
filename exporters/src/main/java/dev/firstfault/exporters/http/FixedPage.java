package dev.firstfault.exporters.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A page whose text never changes. */
public final class FixedPage implements Page {

    static final String TEXT = "text/plain; charset=utf-8";

    private final String path;
    private final String text;

    public FixedPage(String path, String text) {
        this.path = path;
        this.text = text;
    }

    /** What a liveness check asks for. */
    public static FixedPage healthy() {
        return new FixedPage("/-/healthy", "ok\n");
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String contentType(Request request) {
        return TEXT;
    }

    @Override
    public void writeTo(OutputStream out, Request request) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
