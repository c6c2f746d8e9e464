package dev.firstfault.bridge;

import dev.firstfault.signals.SuppressForbidden;
import org.jspecify.annotations.Nullable;

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

    /**
     * A JDBC driver is about to connect. The result belongs to {@link #connectFinished}.
     *
     * @param url the URL, an object whose {@code toString} is the URL, or a connection that knows its own
     */
    public static long connectStarted(Object url) {
        return receiver.connectStarted(url);
    }

    /**
     * A JDBC driver answered: with a connection, with {@code null} (not its URL), or by throwing. A call within a call
     * counts once.
     *
     * @param url as in {@link #connectStarted}
     */
    public static void connectFinished(
            Object url, long startNanos, @Nullable Object connection, @Nullable Throwable thrown) {
        receiver.connectFinished(url, startNanos, connection, thrown);
    }

    /**
     * A driver connects in the background.
     *
     * @param url as in {@link #connectStarted}; null where {@code future} alone knows the address
     * @param future a {@code CompletionStage} of the connection
     */
    public static void connecting(@Nullable Object url, Object future) {
        receiver.connecting(url, future);
    }

    /**
     * A store that speaks no JDBC answered a command with an error, or not in time. What the error means decides whether it
     * counts: an application's own mistake does not.
     *
     * @param url as in {@link #connectStarted}
     * @param startNanos {@link #now()} when the answer was first waited for
     */
    public static void commandFailed(Object url, long startNanos, Throwable thrown) {
        receiver.commandFailed(url, startNanos, thrown);
    }

    /** A physical JDBC connection was closed or aborted by this process; more than once does no harm. */
    public static void connectionClosed(Object connection) {
        receiver.connectionClosed(connection);
    }

    /** The constructor of a connection pool begins; it may yet fail. */
    public static void poolOpening(Object config) {
        receiver.poolOpening(config);
    }

    /** A connection pool was constructed. */
    public static void poolOpened(Object pool, Object config) {
        receiver.poolOpened(pool, config);
    }

    /** A connection pool was shut down. */
    public static void poolClosed(Object pool) {
        receiver.poolClosed(pool);
    }

    /**
     * From here on the checkout that this thread is in has to wait; or, of pools that do not say so, a checkout begins. Hot.
     * A call within a call counts once.
     */
    public static void acquireWaits(Object pool) {
        receiver.acquireWaits(pool);
    }

    /** This thread was in no checkout after all: takes {@link #acquireWaits} back. */
    public static void acquireWaitsNot() {
        receiver.acquireWaitsNot();
    }

    /**
     * A checkout succeeded. Hot.
     *
     * @param entry the pool's own record of the connection, the same object for as long as the connection lives
     * @param connection the physical connection, or null where the pool's record is to be asked for it
     * @param atNanos the moment, where the pool has just read the clock; else 0
     */
    public static void acquired(Object entry, Object pool, @Nullable Object connection, long atNanos) {
        receiver.acquired(entry, pool, connection, atNanos);
    }

    /**
     * A checkout succeeded, where a probe sees only what the pool hands out, with its record of the connection inside. Hot.
     */
    public static void acquiredWrapped(Object wrapper, Object pool) {
        receiver.acquiredWrapped(wrapper, pool);
    }

    /** A checkout failed. */
    public static void acquireFailed(Object pool, Throwable thrown) {
        receiver.acquireFailed(pool, thrown);
    }

    /**
     * A pooled connection came back. Hot.
     *
     * @param atNanos when it was last used, as the pool knows; the moment itself where {@link #acquired} had none; 0 where
     *     the pool does not say
     */
    public static void released(Object entry, long atNanos) {
        receiver.released(entry, atNanos);
    }

    /** A pool gives up a connection, held or idle. */
    public static void discarded(Object entry) {
        receiver.discarded(entry);
    }

    /**
     * A pool tried to create a connection.
     *
     * @param startNanos {@link #now()} before
     */
    public static void created(Object pool, long startNanos, @Nullable Throwable thrown) {
        receiver.created(pool, startNanos, thrown);
    }

    /** A pool threw all its connections away because its server failed. */
    public static void poolCleared(Object pool) {
        receiver.poolCleared(pool);
    }

    /**
     * A statement was created on a physical connection.
     *
     * @param sql its text, or null where each execution brings one
     */
    public static void statementCreated(Object connection, Object statement, @Nullable String sql) {
        receiver.statementCreated(connection, statement, sql);
    }

    /**
     * A statement is about to be executed. Hot. The result belongs to {@link #statementFinished}. A call within a call
     * counts once.
     *
     * @param sql the text where the statement was created without one, else null
     */
    public static long statementStarted(Object statement, @Nullable String sql) {
        return receiver.statementStarted(statement, sql);
    }

    /** An execution ended. Hot. */
    public static void statementFinished(Object statement, long startNanos, @Nullable Throwable thrown) {
        receiver.statementFinished(statement, startNanos, thrown);
    }

    /** A driver received one row, of a result of what this thread executes or executed last. Hot. */
    public static void rowReceived() {
        receiver.rowReceived();
    }

    /** A statement was closed; more than once does no harm. */
    public static void statementClosed(Object statement) {
        receiver.statementClosed(statement);
    }

    /** An executor was constructed, or is seen for the first time; more than once does no harm. */
    public static void executorOpened(Object executor) {
        receiver.executorOpened(executor);
    }

    /** An executor was shut down; more than once does no harm. */
    public static void executorClosed(Object executor) {
        receiver.executorClosed(executor);
    }

    /** An executor is about to turn a task away, or to have its handler do so. */
    public static void taskRejected(Object executor, Object task) {
        receiver.taskRejected(executor, task);
    }

    /** An event loop of Netty was constructed; more than once does no harm. */
    public static void eventLoopOpened(Object loop) {
        receiver.eventLoopOpened(loop);
    }

    /** An event loop of Netty is about to have its handler turn a task away. */
    public static void eventLoopRejected(Object loop, Object task) {
        receiver.eventLoopRejected(loop, task);
    }

    /**
     * A virtual thread is about to park and cannot leave its carrier. The result belongs to {@link #pinned}. The thread is in
     * the midst of changing its state: no receiver may park or take a lock.
     */
    public static long pinning() {
        return receiver.pinning();
    }

    /** A virtual thread that could not leave its carrier goes on; as for {@link #pinning}. */
    public static void pinned(long startNanos) {
        receiver.pinned(startNanos);
    }

    /** A host name is about to be looked up: it was in no cache. */
    public static void nameResolving(String host) {
        receiver.nameResolving(host);
    }

    /** The look-up that this thread was in ended; more than once does no harm. */
    public static void nameResolved(String host, @Nullable Throwable thrown) {
        receiver.nameResolved(host, thrown);
    }

    /**
     * A REST client of Elasticsearch or OpenSearch got an answer to one attempt, whose body is in memory and is still to be read.
     *
     * @param requestLine the client's own
     * @param host its {@code HttpHost}
     * @param response its {@code HttpResponse}
     */
    public static void answered(Object requestLine, Object host, Object response) {
        receiver.answered(requestLine, host, response);
    }

    /**
     * A thread begins an HTTP exchange that it waits for. The result belongs to {@link #exchangeEnded}; null where the exchange
     * is not followed.
     *
     * @param host an {@code HttpHost}, or null where the request alone knows the server
     */
    public static @Nullable Object exchangeStarted(@Nullable Object host, Object request) {
        return receiver.exchangeStarted(host, request);
    }

    /** The exchange that this thread waited for ended: with an answer, or by throwing. */
    public static void exchangeEnded(Object exchange, @Nullable Object answer, @Nullable Throwable thrown) {
        receiver.exchangeEnded(exchange, answer, thrown);
    }

    /** This thread is about to hand an asynchronous request over, whose answer {@code consumer} takes; null when it has. */
    public static void exchangeAnnounced(@Nullable Object consumer) {
        receiver.exchangeAnnounced(consumer);
    }

    /**
     * An asynchronous HTTP exchange begins.
     *
     * @param handler the same object until it is closed
     * @param scope what knows the server
     * @param consumer what takes the answer; null for the one announced, of which only the first call counts
     */
    public static void exchangeOpened(Object handler, Object scope, @Nullable Object consumer) {
        receiver.exchangeOpened(handler, scope, consumer);
    }

    /** The head of an answer came to an asynchronous exchange; of several the last counts. */
    public static void exchangeHead(Object handler, Object head) {
        receiver.exchangeHead(handler, head);
    }

    /** An asynchronous exchange ended, with the last head that came or by this exception; more than once does no harm. */
    public static void exchangeClosed(Object handler, @Nullable Throwable thrown) {
        receiver.exchangeClosed(handler, thrown);
    }

    /** A request was sent by {@code java.net.http}; {@code future}, a {@code CompletableFuture}, tells how it ends. */
    public static void exchangeSent(Object request, Object future) {
        receiver.exchangeSent(request, future);
    }

    /** A client says of one item of the bulk that its thread sent last that it failed, in one attempt; of each such attempt. */
    public static void itemFailed(int status, Throwable thrown) {
        receiver.itemFailed(status, thrown);
    }

    /** An HTTP client asks its pool for a connection to a server. */
    public static void leaseAsked(Object manager, Object route) {
        receiver.leaseAsked(manager, route);
    }

    /** The thread that asked and waited has a connection, or gave up. */
    public static void leaseEnded() {
        receiver.leaseEnded();
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

    /** An {@code OutOfMemoryError} is being made, by code or by a JVM that has memory left to do so. */
    public static void memoryRefused(@Nullable String message) {
        receiver.memoryRefused(message);
    }
}
