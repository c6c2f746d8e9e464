package dev.firstfault.collectors.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers as the path says, to what no real server can be made to do at will: {@code /429} and {@code /503} with this status,
 * {@code /429/7} with {@code Retry-After: 7} too, {@code /to-ok} sends to {@code /ok}, {@code /silent} says nothing, {@code /lost}
 * hangs up. Keeps connections open.
 */
final class PathServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);

    PathServer() throws IOException {
        Thread thread = new Thread(this::accept, "path-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** As it stands in labels. */
    String target() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    int connections() {
        return connections.size();
    }

    /** Waits until somebody asked for something. */
    void awaitAsked() {
        try {
            if (!asked.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody asked");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.add(client);
                Thread thread = new Thread(() -> serve(client), "path-server-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            for (String path = nextPath(in); path != null; path = nextPath(in)) {
                asked.countDown();
                if (path.equals("/lost")) {
                    return;
                }
                if (!path.equals("/silent")) {
                    client.getOutputStream().write(answer(path).getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException gone) {
            // it may come again
        }
    }

    private static @Nullable String nextPath(BufferedReader in) throws IOException {
        String first = in.readLine();
        for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {
            // headers say nothing that matters
        }
        return first == null ? null : first.split(" ", -1)[1];
    }

    private String answer(String path) {
        if (path.equals("/to-ok")) {
            return head(302) + "Location: " + target() + "/ok\r\nContent-Length: 0\r\n\r\n";
        }
        String[] parts = path.split("/", -1);
        int status = path.equals("/ok") ? 200 : Integer.parseInt(parts[1]);
        String body = "answer to " + path;
        return head(status)
                + (parts.length > 2 ? "Retry-After: " + parts[2] + "\r\n" : "")
                + "Content-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String head(int status) {
        return "HTTP/1.1 " + status + " As Asked\r\n";
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : connections) {
            client.close();
        }
    }
}
