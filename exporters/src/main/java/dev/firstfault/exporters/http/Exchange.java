package dev.firstfault.exporters.http;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Health;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection: one request, one response, closed. Nothing is ever thrown out of {@link #run()}. */
final class Exchange implements Runnable {

    /** A browser's head with the cookies of every other program on the same host; jmx_exporter's server has the same bound. */
    static final int MAX_HEAD_BYTES = 8192;

    /** A head comes in one packet; who needs longer has only opened the connection to have one. */
    private static final int HEAD_MILLIS = 3000;

    /** How long, and how much, a refused request may go on before it is cut off. */
    private static final int LINGER_MILLIS = 300;

    private static final int LINGER_READS = 16;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Socket socket;
    private final List<Page> pages;
    private final Clock clock;
    private final Health health;
    private final HttpListener listener;
    private final long startNanos;

    Exchange(Socket socket, List<Page> pages, Clock clock, Health health, HttpListener listener) {
        this.socket = socket;
        this.pages = pages;
        this.clock = clock;
        this.health = health;
        this.listener = listener;
        this.startNanos = clock.nanos();
    }

    long ageMillis() {
        return (clock.nanos() - startNanos) / NANOS_PER_MILLI;
    }

    @Override
    public void run() {
        try {
            socket.setTcpNoDelay(true);
            serve();
        } catch (IOException ignored) {
            // the client went away, or was too slow and cut off: it knows
        } catch (Throwable failure) { // even an Error: the host's uncaught handler may end the process
            fail(failure);
        } finally {
            close();
            listener.finished(this);
        }
    }

    private void fail(Throwable failure) {
        try {
            health.degraded("http", "a request failed: " + failure);
        } catch (Throwable ignored) {
            // no memory even to say so
        }
    }

    /** Ends the connection at once, whatever it is doing. */
    void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is closed for us in any case
        }
    }

    private void serve() throws IOException {
        byte[] bytes = new byte[MAX_HEAD_BYTES];
        int length = readHead(bytes);
        if (length == 0) {
            return; // opened and closed again: a port check, a connection kept ready
        }
        Request request = length < 0 ? null : Request.parse(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        if (request == null) {
            answer("400 Bad Request", "This is no HTTP request, or one too long.\n", null);
            linger(bytes);
        } else if (!request.reads()) {
            answer("405 Method Not Allowed", "Only GET and HEAD.\n", request);
            linger(bytes);
        } else {
            show(request);
        }
    }

    private void show(Request request) throws IOException {
        for (Page page : pages) {
            if (page.path().equals(request.path())) {
                show(page, request);
                return;
            }
        }
        StringBuilder paths = new StringBuilder("Not here. There is:");
        for (Page page : pages) {
            paths.append(' ').append(page.path());
        }
        answer("404 Not Found", paths.append('\n').toString(), request);
    }

    private void show(Page page, Request request) throws IOException {
        ResponseStream body = response("200 OK", page.contentType(request), request);
        try {
            page.writeTo(body, request);
            body.finish();
        } catch (RuntimeException failure) {
            health.degraded("http", page.path() + " failed: " + failure);
            if (!body.committed()) {
                answer("500 Internal Server Error", "This page failed: " + failure + "\n", request);
            } // else the missing last chunk tells
        }
    }

    private void answer(String status, String text, @Nullable Request request) throws IOException {
        ResponseStream body = response(status, FixedPage.TEXT, request);
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.finish();
    }

    private ResponseStream response(String status, String contentType, @Nullable Request request) throws IOException {
        return new ResponseStream(
                socket.getOutputStream(),
                status,
                contentType,
                request != null && request.chunkable(),
                request != null && request.bodiless());
    }

    /** Reads up to the empty line; the bytes before it, 0 where nothing came, -1 where it is no request. */
    private int readHead(byte[] bytes) throws IOException {
        InputStream in = socket.getInputStream();
        int length = 0;
        while (length < bytes.length) {
            long leftMillis = HEAD_MILLIS - ageMillis();
            if (leftMillis <= 0) {
                throw new SocketTimeoutException("no whole head in time");
            }
            socket.setSoTimeout((int) leftMillis);
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return length == 0 ? 0 : -1;
            }
            length += read;
            if (bytes[0] < 'A' || bytes[0] > 'Z') {
                return -1; // no method starts so: a TLS handshake, a port scan
            }
            int end = headEnd(bytes, length, Math.max(0, length - read - 3));
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    /** Where the empty line starts, looked for from {@code from} on; -1 where there is none yet. */
    private static int headEnd(byte[] bytes, int length, int from) {
        for (int i = from; i + 1 < length; i++) {
            if (bytes[i] == '\n'
                    && (bytes[i + 1] == '\n' || (i + 2 < length && bytes[i + 1] == '\r' && bytes[i + 2] == '\n'))) {
                return i;
            }
        }
        return -1;
    }

    /** Reads on for a moment: closing with bytes unread would reset the connection before the answer is read. */
    private void linger(byte[] bytes) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(LINGER_MILLIS);
        int reads = 0;
        while (reads < LINGER_READS && socket.getInputStream().read(bytes) >= 0) {
            reads++;
        }
    }
}
