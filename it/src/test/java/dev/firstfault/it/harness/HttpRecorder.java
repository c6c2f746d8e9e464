package dev.firstfault.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/**
 * Stands before a real server and keeps every byte that it answers, so that a test can read all answers itself: those too that a client
 * hides behind its retries. Of HTTP/1.1, and of no HEAD.
 */
public final class HttpRecorder implements AutoCloseable {

    /** One answer: its status and, if it is JSON, its body. */
    public record Answer(int status, Map<String, String> headers, JsonNode body) {

        /** Items of a bulk that have this status. */
        public int items(int itemStatus) {
            int count = 0;
            for (JsonNode item : body.path("items")) {
                count += item.elements().next().path("status").asInt() == itemStatus ? 1 : 0;
            }
            return count;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int serverPort;
    private final ServerSocket listener;
    private final List<ByteArrayOutputStream> connections = new CopyOnWriteArrayList<>();

    private HttpRecorder(int serverPort, ServerSocket listener) {
        this.serverPort = serverPort;
        this.listener = listener;
    }

    public static HttpRecorder before(int serverPort) {
        try {
            HttpRecorder recorder =
                    new HttpRecorder(serverPort, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            start("accept", recorder::serve);
            return recorder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** As it stands in labels. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** All answers so far. */
    public List<Answer> answers() {
        List<Answer> answers = new ArrayList<>();
        for (ByteArrayOutputStream connection : connections) {
            ByteArrayInputStream in;
            synchronized (connection) {
                in = new ByteArrayInputStream(connection.toByteArray());
            }
            try {
                while (in.available() > 0) {
                    answers.add(answer(in));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return answers;
    }

    private static Answer answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        byte[] body = headers.getOrDefault("transfer-encoding", "").equals("chunked")
                ? chunks(in)
                : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        if (headers.getOrDefault("content-encoding", "").equals("gzip")) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        boolean json = headers.getOrDefault("content-type", "").contains("json") && body.length > 0;
        return new Answer(status, headers, json ? JSON.readTree(body) : JSON.missingNode());
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            all.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return all.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("an answer ends within a line: " + line.toString(StandardCharsets.ISO_8859_1));
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private void serve() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            connections.add(kept);
            start("to-server", () -> pass(client, server, new ByteArrayOutputStream(0), false));
            start("to-client", () -> pass(server, client, kept, true));
        }
    }

    private static void pass(Socket from, Socket to, ByteArrayOutputStream kept, boolean keep) throws IOException {
        byte[] piece = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (keep) {
                    synchronized (kept) {
                        kept.write(piece, 0, read); // before the client has it
                    }
                }
                out.write(piece, 0, read);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // one side is gone, and with it the connection
                    }
                },
                "http-recorder-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
