package dev.firstfault.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A loopback address that takes connections and never answers: the listener's backlog accepts, nobody reads. */
public final class BlackHole implements AutoCloseable {
    private final ServerSocket socket;

    private BlackHole(ServerSocket socket) {
        this.socket = socket;
    }

    public static BlackHole open() {
        try {
            return new BlackHole(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
