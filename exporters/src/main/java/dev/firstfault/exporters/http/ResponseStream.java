package dev.firstfault.exporters.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The body of a response, sent as it is written. In chunks (RFC 9112, section 7.1), so that a client can tell a page
 * that broke off from a whole one. The head goes out with the first byte. Not thread-safe.
 */
final class ResponseStream extends OutputStream {

    /** Joins the head and the chunk sizes with what follows them; larger blocks pass by. */
    private static final int JOINED_BYTES = 512;

    /** Most that goes to the socket at once: so much fits into the buffer that {@link StandbyThread} took early. */
    static final int BLOCK_BYTES = 8192;

    private final OutputStream socket;
    private final String status;
    private final String contentType;
    private final boolean chunked;
    private final boolean bodiless;
    private boolean committed;

    ResponseStream(OutputStream socket, String status, String contentType, boolean chunked, boolean bodiless) {
        this.socket = new BufferedOutputStream(socket, JOINED_BYTES);
        this.status = status;
        this.contentType = contentType;
        this.chunked = chunked;
        this.bodiless = bodiless;
    }

    /** Whether the head went out, so that another status can no longer be sent. */
    boolean committed() {
        return committed;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        commit();
        int end = offset + (bodiless ? 0 : length);
        for (int from = offset; from < end; from += BLOCK_BYTES) {
            writeBlock(bytes, from, Math.min(BLOCK_BYTES, end - from));
        }
    }

    private void writeBlock(byte[] bytes, int offset, int length) throws IOException {
        if (chunked) {
            ascii(Integer.toHexString(length) + "\r\n");
        }
        socket.write(bytes, offset, length);
        if (chunked) {
            ascii("\r\n");
        }
    }

    /** Says that the page is whole. */
    void finish() throws IOException {
        commit();
        if (chunked && !bodiless) {
            ascii("0\r\n\r\n");
        }
        socket.flush();
    }

    private void commit() throws IOException {
        if (committed) {
            return;
        }
        committed = true;
        ascii("HTTP/1.1 " + status + "\r\n"
                + "Content-Type: " + contentType + "\r\n"
                + (chunked ? "Transfer-Encoding: chunked\r\n" : "")
                + "Connection: close\r\n"
                + "Cache-Control: no-store\r\n"
                + "X-Content-Type-Options: nosniff\r\n\r\n");
    }

    private void ascii(String text) throws IOException {
        socket.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
