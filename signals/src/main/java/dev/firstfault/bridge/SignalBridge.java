package dev.firstfault.bridge;

import dev.firstfault.signals.SuppressForbidden;

/**
 * The calls that advice makes from inside hooked host classes.
 *
 * <p>Every call goes to the one {@link Receiver} that the agent connected; before that, and after the agent switched
 * itself off, to one that does nothing. No call throws, blocks or allocates here.
 */
public final class SignalBridge {

    private static volatile Receiver receiver = new Receiver();

    private SignalBridge() {}

    /** Makes {@code next} the receiver of all later calls. */
    public static void connect(Receiver next) {
        receiver = next;
    }

    /** The clock of all start stamps, in nanoseconds: {@link System#nanoTime()}. */
    @SuppressForbidden(reason = "boot classes see no Clock; the stamp is compared with Clock.nanos() only")
    public static long now() {
        return System.nanoTime();
    }

    /** A JDBC driver answered: with a connection, with {@code null} (not its URL), or by throwing. */
    public static void connectFinished(String url, long startNanos, Object connection, Throwable thrown) {
        receiver.connectFinished(url, startNanos, connection, thrown);
    }

    /** A physical JDBC connection was closed or aborted by this process. */
    public static void connectionClosed(Object connection) {
        receiver.connectionClosed(connection);
    }

    /** A connection pool was constructed. {@code configuredName} and {@code url} may be null. */
    public static void poolOpened(Object pool, String configuredName, String url, int maxSize, int minIdle) {
        receiver.poolOpened(pool, configuredName, url, maxSize, minIdle);
    }

    /** A connection pool was shut down. */
    public static void poolClosed(Object pool) {
        receiver.poolClosed(pool);
    }

    /** A checkout ended: with a connection, or with {@code thrown}. */
    public static void acquireFinished(Object pool, long startNanos, Throwable thrown) {
        receiver.acquireFinished(pool, startNanos, thrown);
    }

    /** A pooled connection came back after {@code heldNanos}. */
    public static void released(Object pool, long heldNanos) {
        receiver.released(pool, heldNanos);
    }

    /** Some code called {@code Runtime.exit}. */
    public static void exiting(int status) {
        receiver.exiting(status);
    }

    /** Some code called {@code Runtime.halt}. */
    public static void halting(int status) {
        receiver.halting(status);
    }

    /** A thread is about to die of {@code thrown}. */
    public static void uncaught(Thread thread, Throwable thrown) {
        receiver.uncaught(thread, thrown);
    }
}
