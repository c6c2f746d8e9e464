package dev.firstfault.it.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real Redis that keeps nothing. */
public final class Redis implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final RunningProcess process;
    private final int port;

    private Redis(RunningProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one with further options of its command line: {@code --maxclients 1}. */
    public static Redis start(String... options) {
        Path home = Cache.set("redis", "redis");
        int port = Ports.free();
        List<String> command = new ArrayList<>(List.of(
                home.resolve("usr/bin/redis-server").toString(),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(List.of(options));
        RunningProcess process = RunningProcess.start(
                "redis",
                WorkDirectory.create("redis"),
                command,
                Map.of(
                        "LD_LIBRARY_PATH",
                        home.resolve("usr/lib/x86_64-linux-gnu") + ":" + home.resolve("lib/x86_64-linux-gnu")));
        process.await("Redis accepts connections", TIMEOUT, () -> Ports.answers(port));
        return new Redis(process, port);
    }

    public int port() {
        return port;
    }

    /** A client that is let in, so that it counts: whoever came before may not be gone for the server yet. */
    public Socket client() {
        return Awaitility.await("Redis lets a client in")
                .atMost(TIMEOUT)
                .ignoreException(IOException.class)
                .until(this::connect, Redis::isLetIn);
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static boolean isLetIn(Socket socket) {
        try {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() == '+') {
                return true;
            }
            socket.close();
            return false;
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
