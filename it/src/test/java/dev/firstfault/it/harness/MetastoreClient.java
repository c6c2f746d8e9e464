package dev.firstfault.it.harness;

import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Clients of a metastore: its own, as a load generator in a JVM of its own, and one that speaks just enough Thrift to hurt. */
public final class MetastoreClient {
    /** What a strict Thrift message starts with: version 1, type call. */
    private static final int THRIFT_CALL = 0x80010001;

    private static final int ANSWER_MILLIS = 60_000;

    /**
     * Starts a load that ends by itself after so many seconds, and then prints {@code calls=N failures=N}.
     *
     * @param mode mix, addpart, list, open or idle; see MetastoreLoad
     */
    public static JvmUnderTest load(HiveMetastore metastore, String mode, int threads, Duration duration) {
        return load(metastore, mode, threads, duration, 20, 10);
    }

    public static JvmUnderTest load(
            HiveMetastore metastore, String mode, int threads, Duration duration, int partitions, int columns) {
        Path work = WorkDirectory.create("metastore-load");
        return JvmUnderTest.on(metastore.jdk())
                .jvmArgs("-Xmx256m", "-Dlog4j2.level=OFF")
                .classPath(compiled(metastore.version(), work))
                .classPath(Libraries.metastore(metastore.version()))
                .main("MetastoreLoad")
                .args(
                        metastore.uri(),
                        threads,
                        duration.toSeconds(),
                        mode,
                        partitions,
                        columns,
                        work.resolve("warehouse"))
                .start();
    }

    /** Sockets that each announce a string of so many bytes, one after the other; the server allocates them before it has read one. */
    public static List<Socket> announceStrings(HiveMetastore metastore, int sockets, int bytes, Duration between) {
        awaitAnswer(metastore);
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < sockets; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), metastore.port());
                open.add(socket);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeInt(THRIFT_CALL);
                out.writeInt(bytes);
                out.flush();
                LockSupport.parkNanos(between.toNanos());
            }
        } catch (IOException e) {
            if (open.isEmpty()) {
                throw new UncheckedIOException(e);
            }
            // the server is dying already, which is the purpose
        }
        return open;
    }

    /** A metastore says that it has started before it takes connections: all that came until then are served at once. */
    private static void awaitAnswer(HiveMetastore metastore) {
        byte[] name = "getName".getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), metastore.port())) {
            socket.setSoTimeout(ANSWER_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(THRIFT_CALL);
            out.writeInt(name.length);
            out.write(name);
            out.writeInt(1); // the number of this call
            out.writeByte(0); // no arguments
            out.flush();
            if (socket.getInputStream().read() < 0) {
                throw new IllegalStateException("the metastore hung up");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many clients that connect, ask nothing, and come again once they are turned away; until it is closed. */
    public static AutoCloseable crowd(HiveMetastore metastore, int clients) {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        Thread crowd = new Thread(
                () -> {
                    List<Socket> open = new ArrayList<>();
                    while (goesOn.get()) {
                        open.removeIf(MetastoreClient::isTurnedAway);
                        while (goesOn.get() && open.size() < clients && connect(metastore, open)) {
                            // the next one
                        }
                        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                    }
                    open.forEach(MetastoreClient::close);
                },
                "crowd");
        crowd.setDaemon(true);
        crowd.start();
        return () -> {
            goesOn.set(false);
            crowd.join();
        };
    }

    /** Whether there was room for one more: a server that accepts nobody lets only so many wait. */
    private static boolean connect(HiveMetastore metastore, List<Socket> open) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), metastore.port()), 200);
            socket.setSoTimeout(1);
            return open.add(socket);
        } catch (IOException full) {
            close(socket);
            return false;
        }
    }

    private static boolean isTurnedAway(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillThere) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is not needed any more
        }
    }

    private static Path compiled(String version, Path into) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String jars = Libraries.metastore(version).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        int errors = compiler.run(
                null,
                null,
                null,
                "--release",
                "8",
                "-nowarn",
                "-proc:none",
                "-cp",
                jars,
                "-d",
                into.toString(),
                Libraries.MODULE
                        .resolve("src/metastore-client/java/MetastoreLoad.java")
                        .toString());
        if (errors != 0) {
            throw new IllegalStateException("the load does not compile against metastore " + version);
        }
        return into;
    }

    private MetastoreClient() {}
}
