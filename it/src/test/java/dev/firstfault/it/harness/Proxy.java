package dev.firstfault.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The way between a client and a real server on this machine, that can be made slow, narrow, deaf or broken while it is in use. */
public final class Proxy implements AutoCloseable {
    private static final int BACKLOG = 100;
    private static final int CHUNK = 32 * 1024;

    private final int serverPort;
    private final int port;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Object queue = new Object();
    private volatile @Nullable ServerSocket listener;
    private volatile long delayNanos;
    private volatile long nanosPerAnswer;
    private volatile boolean swallowsNew;
    private long queueEndsAt = System.nanoTime();

    private Proxy(int serverPort, ServerSocket listener) {
        this.serverPort = serverPort;
        this.listener = listener;
        this.port = listener.getLocalPort();
    }

    public static Proxy before(int serverPort) {
        try {
            Proxy proxy = new Proxy(serverPort, listen(0));
            proxy.serve();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Each answer of the server comes so much later. */
    public void delayAnswers(Duration delay) {
        delayNanos = delay.toNanos();
    }

    /** The server answers so many times a second, over all connections together, and the rest stands in line; 0 for no limit. */
    public void answersPerSecond(int answers) {
        synchronized (queue) {
            queueEndsAt = System.nanoTime();
        }
        nanosPerAnswer = answers == 0 ? 0 : 1_000_000_000L / answers;
    }

    /** Of the connections that there are, so many percent get no answer any more, and no error either: those used last. */
    public void swallow(int percent) {
        int left = (links.size() * percent + 99) / 100;
        for (Link link : lastUsedFirst()) {
            if (left-- > 0) {
                link.swallows = true;
            }
        }
    }

    /** As {@link #swallow} of all, and of every new one. */
    public void swallowAll() {
        swallowsNew = true;
        swallow(100);
    }

    /** Everything passes again in new connections. */
    public void passNew() {
        swallowsNew = false;
    }

    private List<Link> lastUsedFirst() {
        List<Link> all = new ArrayList<>(links);
        all.sort(Comparator.comparingLong((Link link) -> link.usedNanos).reversed());
        return all;
    }

    /** Breaks this many percent of the connections by a reset: those used last. */
    public void reset(int percent) {
        int left = (links.size() * percent + 99) / 100;
        for (Link link : lastUsedFirst()) {
            if (left-- > 0) {
                link.reset();
            }
        }
    }

    /** As if the server's process were gone: connections are reset, new ones refused. */
    public void refuse() {
        try {
            ServerSocket open = listener;
            listener = null;
            if (open != null) {
                open.close();
            }
            reset(100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes connections again after {@link #refuse}. */
    public void accept() {
        try {
            listener = listen(port);
            serve();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        refuse();
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    private void serve() {
        ServerSocket open = listener;
        daemon("proxy-" + port, () -> {
            while (open != null && !open.isClosed()) {
                try {
                    links.add(new Link(open.accept()));
                } catch (IOException closedOrServerGone) {
                    // the next one may do better; a closed listener ends the loop
                }
            }
        });
    }

    /** Waits as long as the answer has to stand in line, and is delayed. */
    private void holdUp() {
        long until = System.nanoTime() + delayNanos;
        if (nanosPerAnswer > 0) {
            synchronized (queue) {
                queueEndsAt = Math.max(System.nanoTime(), queueEndsAt) + nanosPerAnswer;
                until = Math.max(until, queueEndsAt);
            }
        }
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void daemon(String name, Runnable run) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A client's connection and the one to the server that stands for it. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean swallows = swallowsNew;
        private volatile long usedNanos = System.nanoTime();

        Link(Socket client) throws IOException {
            this.client = client;
            try {
                this.server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            } catch (IOException serverGone) {
                client.setSoLinger(true, 0);
                client.close();
                throw serverGone;
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            daemon("proxy-ask", () -> pump(client, server, false));
            daemon("proxy-answer", () -> pump(server, client, true));
        }

        private void pump(Socket from, Socket to, boolean answers) {
            byte[] chunk = new byte[CHUNK];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    if (answers) {
                        holdUp();
                    } else {
                        usedNanos = System.nanoTime();
                    }
                    if (!swallows) {
                        out.write(chunk, 0, length);
                    }
                }
            } catch (IOException broken) {
                // one side has gone
            }
            if (answers && swallows) {
                return; // a peer that has vanished does not say so
            }
            close();
        }

        void reset() {
            try {
                client.setSoLinger(true, 0);
            } catch (IOException gone) {
                // then there is nothing to reset
            }
            close();
        }

        private void close() {
            links.remove(this);
            for (Socket socket : List.of(client, server)) {
                try {
                    socket.close();
                } catch (IOException gone) {
                    // that is all that was wanted
                }
            }
        }
    }

    /** For messages. */
    @Override
    public String toString() {
        return new ArrayList<>(links).size() + " connections through port " + port;
    }
}
