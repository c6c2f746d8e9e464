package dev.firstfault.exporters.http;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Health;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@link Page}s over HTTP/1.1, one request per connection.
 *
 * <p>One daemon thread accepts, one serves; while that is busy each connection gets a short-lived one, at most
 * {@value #MAX_CONNECTIONS} at a time, so that a connection kept ready or a slow reader does not hold up a scrape. Further ones wait in the backlog. A connection
 * that is not done after {@value #MAX_MILLIS} ms is cut off.
 */
public final class HttpListener {

    /** No port: nothing listens. */
    public static final int OFF = -1;

    /** A JVM's port in Prometheus's list of default ports, so the one that firewalls let through already. */
    public static final int DEFAULT_PORT = 9404;

    static final int MAX_CONNECTIONS = 4;

    /** Prometheus gives up a scrape after 10 s unless told otherwise. */
    static final int MAX_MILLIS = 10_000;

    /** How many ports after the wished one are tried before any free one is taken. */
    private static final int NEXT_PORTS = 99;

    private static final int MAX_PORT = 65_535;

    /** Connections that may wait: the JDK's default. */
    private static final int BACKLOG = 50;

    private static final int CHECK_MILLIS = 1000;
    private static final String PART = "http";

    private final List<Page> pages;
    private final Clock clock;
    private final Health health;
    private final List<Exchange> open = new ArrayList<>();
    private final StandbyThread standby =
            new StandbyThread(Math.max(Exchange.MAX_HEAD_BYTES, ResponseStream.BLOCK_BYTES));
    private volatile @Nullable ServerSocket server;

    public HttpListener(List<Page> pages, Clock clock, Health health) {
        this.pages = new ArrayList<>(pages);
        this.clock = clock;
        this.health = health;
    }

    /**
     * Listens on {@code port}; where it is taken on one of the next {@value #NEXT_PORTS}, else on any free one. A failure
     * is told to {@link Health}, never thrown.
     *
     * @param bind a host name or address; empty for all addresses of the host, IPv4 and IPv6
     * @param port 0 for any free one, {@link #OFF} for none
     * @return the port listened on, or {@link #OFF}
     */
    public int start(String bind, int port) {
        if (port == OFF) {
            return OFF;
        }
        try {
            InetAddress address = bind.isEmpty() ? null : InetAddress.getByName(bind);
            ServerSocket bound = bind(address, port);
            server = bound;
            startDaemon(standby, "firstfault-http-standby");
            startDaemon(new Acceptor(bound), "firstfault-http");
            return bound.getLocalPort();
        } catch (IOException | RuntimeException | OutOfMemoryError failure) { // no thread left is an OutOfMemoryError
            health.degraded(PART, "cannot listen on " + bind + ":" + port + ": " + failure);
            close();
            return OFF;
        }
    }

    /**
     * The port that {@link #start} would listen on now; not {@code port} where that is taken.
     *
     * @throws IOException where there is none, or no such address
     */
    public static int nextFree(String bind, int port) throws IOException {
        try (ServerSocket bound = bind(bind.isEmpty() ? null : InetAddress.getByName(bind), port)) {
            return bound.getLocalPort();
        }
    }

    /** Stops listening and cuts off what is open. */
    public void close() {
        ServerSocket bound = server;
        if (bound != null) {
            try {
                bound.close();
            } catch (IOException ignored) {
                // nothing accepts any more in any case
            }
        }
        standby.close();
        synchronized (open) {
            for (Exchange exchange : open) {
                exchange.close();
            }
        }
    }

    private static ServerSocket bind(@Nullable InetAddress address, int port) throws IOException {
        int last = port == 0 ? 0 : Math.min(port + NEXT_PORTS, MAX_PORT);
        for (int next = port; next <= last; next++) {
            ServerSocket bound = tryBind(address, next);
            if (bound != null) {
                return bound;
            }
        }
        ServerSocket any = tryBind(address, 0);
        if (any == null) {
            throw new BindException("no free port, or no address of this host");
        }
        return any;
    }

    private static @Nullable ServerSocket tryBind(@Nullable InetAddress address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true); // a restart takes its port back at once
            socket.bind(new InetSocketAddress(address, port), BACKLOG);
            return socket;
        } catch (BindException taken) {
            socket.close();
            return null;
        } catch (IOException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
    }

    /** Accepts until the socket is closed. Nothing is thrown out of it: the host's uncaught handler may end the process. */
    private final class Acceptor implements Runnable {

        private final ServerSocket bound;

        Acceptor(ServerSocket bound) {
            this.bound = bound;
        }

        @Override
        public void run() {
            while (!bound.isClosed()) {
                try {
                    acceptNext();
                } catch (Throwable failure) {
                    outlive(failure);
                }
            }
        }

        private void acceptNext() throws IOException, InterruptedException {
            boolean idle = awaitSlot();
            bound.setSoTimeout(idle ? 0 : CHECK_MILLIS);
            try {
                begin(bound.accept());
            } catch (SocketTimeoutException ignored) {
                // time to look for connections that take too long
            }
        }

        /** Without a pause, a shortage of descriptors would cost a whole core. */
        private void outlive(Throwable failure) {
            if (bound.isClosed()) {
                return;
            }
            try {
                health.degraded(PART, "cannot accept connections: " + failure);
                synchronized (open) {
                    open.wait(CHECK_MILLIS);
                }
            } catch (InterruptedException stopped) {
                close();
            } catch (Throwable ignored) {
                // no memory even to say so; there may be some at the next try
            }
        }
    }

    private void begin(Socket socket) {
        Exchange exchange = new Exchange(socket, pages, clock, health, this);
        synchronized (open) {
            open.add(exchange);
        }
        if (standby.offer(exchange)) {
            return;
        }
        try {
            startDaemon(exchange, "firstfault-http-exchange");
        } catch (OutOfMemoryError noThreadLeft) { // just then the numbers are wanted: serve them from here
            exchange.run();
        }
    }

    private static void startDaemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until another connection may be served; whether there is none now. */
    private boolean awaitSlot() throws InterruptedException {
        synchronized (open) {
            cutOffLate();
            while (open.size() >= MAX_CONNECTIONS) {
                open.wait(CHECK_MILLIS);
                cutOffLate();
            }
            return open.isEmpty();
        }
    }

    private void cutOffLate() {
        for (Exchange exchange : open) {
            if (exchange.ageMillis() > MAX_MILLIS) {
                exchange.close();
            }
        }
    }

    void finished(Exchange exchange) {
        synchronized (open) {
            open.remove(exchange);
            open.notifyAll();
        }
    }
}
