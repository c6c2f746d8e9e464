package dev.firstfault.collectors.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstfault.signals.Clock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a socket that says just what a test wants: no real server cuts its answers where it hurts. */
class HttpGetTest {
    private static final PollAccess NOBODY = new PollAccess("", "", "", false);

    private final ByteArrayOutputStream asked = new ByteArrayOutputStream();
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private interface Script {
        void say(OutputStream out) throws IOException, InterruptedException;
    }

    private void answer(Script script) {
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                int ends = 0;
                while (ends < 4) {
                    int b = socket.getInputStream().read();
                    asked.write(b);
                    ends = b == '\r' || b == '\n' ? ends + 1 : 0;
                }
                script.say(socket.getOutputStream());
            } catch (IOException | InterruptedException closedByTheOther) {
                // the test tells
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void answer(String text) {
        answer(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpGet get(PollAccess access, int millis) {
        return new HttpGet(
                PollTarget.of("http://127.0.0.1:" + server.getLocalPort() + "/es/"), access, Clock.SYSTEM, millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nContent-Length: 8\r\n\r\n{\"a\":\"é\"}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n6;x=y\r\n\":\"é\"\r\n1\r\n}\r\n0\r\n\r\n",
                "HTTP/1.0 200\n\n{\"a\":\"é\"}"
            })
    void anAnswerIsReadHoweverItsEndIsTold(String text) throws IOException {
        answer(text.replace("Length: 8", "Length: 10"));
        HttpGet.Answer answer = get(NOBODY, 30_000).get("/_nodes");
        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body).isEqualTo("{\"a\":\"é\"}");
        assertThat(asked.toString(StandardCharsets.UTF_8))
                .startsWith("GET /es/_nodes HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n")
                .doesNotContain("Authorization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"a\"",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n{}",
            })
    void whatIsNoAnswerIsToldAsSuch(String text) {
        answer(text);
        HttpGet get = get(NOBODY, 30_000);
        if (text.contains("-5")) {
            assertThat(caught(get)).isIn("", "IOException");
        } else {
            assertThatThrownBy(() -> get.get("/")).isInstanceOf(IOException.class);
        }
    }

    private static String caught(HttpGet get) {
        try {
            return get.get("/").body;
        } catch (IOException told) {
            return "IOException";
        }
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        answer(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            byte[] piece = new byte[1 << 16];
            for (int sent = 0; sent <= 2 * HttpGet.MOST_BYTES; sent += piece.length) {
                out.write(piece);
            }
        });
        assertThatThrownBy(() -> get(NOBODY, 60_000).get("/"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than");
    }

    @Test
    void anAnswerThatComesByDropsIsGivenUpInTime() {
        answer(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            while (!server.isClosed()) {
                out.write('x');
                Thread.sleep(20);
            }
        });
        assertThatThrownBy(() -> get(NOBODY, 300).get("/")).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsGivenUp() {
        answer(out -> Thread.sleep(60_000));
        assertThatThrownBy(() -> get(NOBODY, 200).get("/")).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void thePasswordComesFromItsFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "sesame é\n");
        answer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        HttpGet.Answer answer = get(new PollAccess("monitor", file.toString(), "", false), 30_000)
                .get("/");
        assertThat(answer.status).isEqualTo(401);
        assertThat(asked.toString(StandardCharsets.UTF_8))
                .contains("\r\nAuthorization: Basic bW9uaXRvcjpzZXNhbWUgw6k=\r\n");
    }
}
