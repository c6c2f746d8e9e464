package dev.firstfault.collectors.poll;

import dev.firstfault.signals.Clock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server by HTTP/1.1 (RFC 9112), one connection for each question. Over a plain socket: {@code HttpURLConnection} would use the
 * host's proxies, authenticator, cookies and cache. Bounded in time, all of it together, and in bytes.
 */
final class HttpGet {

    static final int MOST_BYTES = 4 << 20;

    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int MOST_LINE = 8 << 10;
    private static final int MOST_HEADERS = 100;

    /** What came back. */
    static final class Answer {
        final int status;
        final String body;

        Answer(int status, String body) {
            this.status = status;
            this.body = body;
        }
    }

    private final PollTarget target;
    private final PollAccess access;
    private final Clock clock;
    private final int answerMillis;
    private @Nullable SSLSocketFactory tls;

    HttpGet(PollTarget target, PollAccess access, Clock clock) {
        this(target, access, clock, ANSWER_MILLIS);
    }

    HttpGet(PollTarget target, PollAccess access, Clock clock, int answerMillis) {
        this.target = target;
        this.access = access;
        this.clock = clock;
        this.answerMillis = answerMillis;
    }

    /** @throws IOException where there is no answer, not in time, or a longer one */
    Answer get(String path) throws IOException {
        String authorization = access.authorization();
        long deadline = clock.nanos() + answerMillis * 1_000_000L;
        try (Socket socket = connect(deadline)) {
            socket.getOutputStream().write(request(path, authorization).getBytes(StandardCharsets.US_ASCII));
            return new Reader(socket, deadline).answer();
        }
    }

    private Socket connect(long deadline) throws IOException {
        Socket plain = new Socket(Proxy.NO_PROXY);
        boolean done = false;
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(target.host()), target.port());
            plain.connect(address, Math.min(CONNECT_MILLIS, answerMillis));
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(left(deadline));
            Socket socket = target.isTls() ? secured(plain) : plain;
            done = true;
            return socket;
        } finally {
            if (!done) {
                plain.close();
            }
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocketFactory factory = tls;
        if (factory == null) {
            factory = access.sockets();
            tls = factory;
        }
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, target.host(), target.port(), true);
        if (!access.isInsecure()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    private String request(String path, @Nullable String authorization) {
        return "GET " + target.path() + path + " HTTP/1.1\r\nHost: " + target.authority()
                + "\r\nAccept: application/json\r\nUser-Agent: firstfault\r\nConnection: close\r\n"
                + (authorization == null ? "" : "Authorization: " + authorization + "\r\n") + "\r\n";
    }

    private int left(long deadline) throws SocketTimeoutException {
        long millis = (deadline - clock.nanos()) / 1_000_000L;
        if (millis <= 0) {
            throw new SocketTimeoutException("no whole answer within " + answerMillis + " ms");
        }
        return (int) millis;
    }

    /** Reads one answer. */
    private final class Reader {
        private final Socket socket;
        private final InputStream in;
        private final long deadline;
        private final byte[] buffer = new byte[8 << 10];
        private int at;
        private int end;

        Reader(Socket socket, long deadline) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.deadline = deadline;
        }

        Answer answer() throws IOException {
            String[] first = line().split(" ", 3);
            if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
                throw new IOException("no HTTP");
            }
            long length = -1;
            boolean chunked = false;
            int headers = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = number(lower.substring("content-length:".length()).trim(), 10);
                } else if (lower.startsWith("transfer-encoding:")) {
                    chunked = lower.endsWith("chunked");
                }
                if (++headers > MOST_HEADERS) {
                    throw new IOException("more than " + MOST_HEADERS + " headers");
                }
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (chunked) {
                chunks(body);
            } else {
                copy(length < 0 ? Long.MAX_VALUE : length, length >= 0, body);
            }
            return new Answer((int) number(first[1], 10), new String(body.toByteArray(), StandardCharsets.UTF_8));
        }

        private void chunks(ByteArrayOutputStream body) throws IOException {
            for (long size = size(); size > 0; size = size()) {
                copy(size, true, body);
                line();
            }
        }

        private long size() throws IOException {
            String line = line();
            int extension = line.indexOf(';');
            return number((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
        }

        private long number(String digits, int radix) throws IOException {
            try {
                return Long.parseLong(digits, radix);
            } catch (NumberFormatException notOne) {
                throw new IOException("no HTTP", notOne);
            }
        }

        private void copy(long length, boolean whole, ByteArrayOutputStream body) throws IOException {
            long left = length;
            while (left > 0) {
                if (!fill()) {
                    if (whole) {
                        throw new IOException("the answer was cut off");
                    }
                    return;
                }
                int count = (int) Math.min(left, end - at);
                if (body.size() + count > MOST_BYTES) {
                    throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
                }
                body.write(buffer, at, count);
                at += count;
                left -= count;
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            while (fill()) {
                char c = (char) (buffer[at++] & 0xff);
                if (c == '\n') {
                    return line.toString();
                }
                if (c != '\r') {
                    line.append(c);
                }
                if (line.length() > MOST_LINE) {
                    throw new IOException("a line of more than " + MOST_LINE + " bytes");
                }
            }
            throw new IOException("the answer was cut off");
        }

        /** Whether there is another byte. */
        private boolean fill() throws IOException {
            if (at < end) {
                return true;
            }
            socket.setSoTimeout(left(deadline));
            end = in.read(buffer);
            at = 0;
            return end > 0;
        }
    }
}
