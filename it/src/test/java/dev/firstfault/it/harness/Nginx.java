package dev.firstfault.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real nginx before a server, that lets one request a second through and answers 429 with {@code Retry-After} to the rest. */
public final class Nginx implements AutoCloseable {

    /** What it asks those to wait that it turns away. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final RunningProcess process;
    private final int port;

    private Nginx(RunningProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** One before a server of its own that says {@code fine} to everything. */
    public static Nginx limiting() {
        int backend = Ports.free();
        return start(backend, "server { listen 127.0.0.1:" + backend + "; default_type text/plain; return 200 fine; }");
    }

    /** One before the server that listens there. */
    public static Nginx limitingBefore(int backend) {
        return start(backend, "");
    }

    private static Nginx start(int backend, String furtherServer) {
        Path home = Cache.set("nginx", "nginx");
        Path directory = WorkDirectory.create("nginx");
        int port = Ports.free();
        Path configuration = directory.resolve("nginx.conf");
        try {
            Files.writeString(configuration, configuration(directory, port, backend, furtherServer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunningProcess process = RunningProcess.start(
                "nginx",
                directory,
                List.of(
                        home.resolve("usr/sbin/nginx").toString(),
                        "-p",
                        directory.toString(),
                        "-c",
                        configuration.toString(),
                        "-e",
                        "stderr"),
                Map.of(
                        "LD_LIBRARY_PATH",
                        home.resolve("usr/lib/x86_64-linux-gnu") + ":" + home.resolve("lib/x86_64-linux-gnu")));
        process.await("nginx accepts connections", TIMEOUT, () -> Ports.answers(port));
        return new Nginx(process, port);
    }

    /** In the foreground, one process, nothing outside of its directory. */
    private static String configuration(Path directory, int port, int backend, String furtherServer) {
        return """
                daemon off;
                master_process off;
                pid %1$s/pid;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s;
                  proxy_temp_path %1$s;
                  fastcgi_temp_path %1$s;
                  uwsgi_temp_path %1$s;
                  scgi_temp_path %1$s;
                  limit_req_zone $binary_remote_addr zone=all:1m rate=1r/s;
                  map $status $wait { 429 %2$d; default ""; }
                  server {
                    listen 127.0.0.1:%3$d;
                    location / {
                      limit_req zone=all;
                      limit_req_status 429;
                      add_header Retry-After $wait always;
                      proxy_pass http://127.0.0.1:%4$d;
                    }
                  }
                  %5$s
                }
                """.formatted(directory, RETRY_AFTER.toSeconds(), port, backend, furtherServer);
    }

    public int port() {
        return port;
    }

    /** As it stands in labels. */
    public String target() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.close();
    }
}
