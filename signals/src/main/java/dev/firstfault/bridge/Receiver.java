package dev.firstfault.bridge;

import org.jspecify.annotations.Nullable;

/**
 * What the agent does with the calls of {@link SignalBridge}; this one does nothing.
 *
 * <p>Called on application threads, on hot paths: an implementation neither throws, nor blocks, nor allocates where the
 * call is not a rare one.
 */
public class Receiver {

    /** See {@link SignalBridge#connectStarted}. */
    public long connectStarted(Object url) {
        return 0;
    }

    /** See {@link SignalBridge#connectFinished}. */
    public void connectFinished(Object url, long startNanos, @Nullable Object connection, @Nullable Throwable thrown) {}

    /** See {@link SignalBridge#connecting}. */
    public void connecting(@Nullable Object url, Object future) {}

    /** See {@link SignalBridge#commandFailed}. */
    public void commandFailed(Object url, long startNanos, Throwable thrown) {}

    /** See {@link SignalBridge#connectionClosed}. */
    public void connectionClosed(Object connection) {}

    /** See {@link SignalBridge#poolOpening}. */
    public void poolOpening(Object config) {}

    /** See {@link SignalBridge#poolOpened}. */
    public void poolOpened(Object pool, Object config) {}

    /** See {@link SignalBridge#poolClosed}. */
    public void poolClosed(Object pool) {}

    /** See {@link SignalBridge#acquireWaits}. */
    public void acquireWaits(Object pool) {}

    /** See {@link SignalBridge#acquireWaitsNot}. */
    public void acquireWaitsNot() {}

    /** See {@link SignalBridge#acquired}. */
    public void acquired(Object entry, Object pool, @Nullable Object connection, long atNanos) {}

    /** See {@link SignalBridge#acquiredWrapped}. */
    public void acquiredWrapped(Object wrapper, Object pool) {}

    /** See {@link SignalBridge#acquireFailed}. */
    public void acquireFailed(Object pool, Throwable thrown) {}

    /** See {@link SignalBridge#released}. */
    public void released(Object entry, long atNanos) {}

    /** See {@link SignalBridge#discarded}. */
    public void discarded(Object entry) {}

    /** See {@link SignalBridge#created}. */
    public void created(Object pool, long startNanos, @Nullable Throwable thrown) {}

    /** See {@link SignalBridge#poolCleared}. */
    public void poolCleared(Object pool) {}

    /** See {@link SignalBridge#statementCreated}. */
    public void statementCreated(Object connection, Object statement, @Nullable String sql) {}

    /** See {@link SignalBridge#statementStarted}. */
    public long statementStarted(Object statement, @Nullable String sql) {
        return 0;
    }

    /** See {@link SignalBridge#statementFinished}. */
    public void statementFinished(Object statement, long startNanos, @Nullable Throwable thrown) {}

    /** See {@link SignalBridge#rowReceived}. */
    public void rowReceived() {}

    /** See {@link SignalBridge#statementClosed}. */
    public void statementClosed(Object statement) {}

    /** See {@link SignalBridge#executorOpened}. */
    public void executorOpened(Object executor) {}

    /** See {@link SignalBridge#executorClosed}. */
    public void executorClosed(Object executor) {}

    /** See {@link SignalBridge#taskRejected}. */
    public void taskRejected(Object executor, Object task) {}

    /** See {@link SignalBridge#eventLoopOpened}. */
    public void eventLoopOpened(Object loop) {}

    /** See {@link SignalBridge#eventLoopRejected}. */
    public void eventLoopRejected(Object loop, Object task) {}

    /** See {@link SignalBridge#pinning}. */
    public long pinning() {
        return 0;
    }

    /** See {@link SignalBridge#pinned}. */
    public void pinned(long startNanos) {}

    /** See {@link SignalBridge#nameResolving}. */
    public void nameResolving(String host) {}

    /** See {@link SignalBridge#nameResolved}. */
    public void nameResolved(String host, @Nullable Throwable thrown) {}

    /** See {@link SignalBridge#answered}. */
    public void answered(Object requestLine, Object host, Object response) {}

    /** See {@link SignalBridge#exchangeStarted}. */
    public @Nullable Object exchangeStarted(@Nullable Object host, Object request) {
        return null;
    }

    /** See {@link SignalBridge#exchangeEnded}. */
    public void exchangeEnded(Object exchange, @Nullable Object answer, @Nullable Throwable thrown) {}

    /** See {@link SignalBridge#exchangeAnnounced}. */
    public void exchangeAnnounced(@Nullable Object consumer) {}

    /** See {@link SignalBridge#exchangeOpened}. */
    public void exchangeOpened(Object handler, Object scope, @Nullable Object consumer) {}

    /** See {@link SignalBridge#exchangeHead}. */
    public void exchangeHead(Object handler, Object head) {}

    /** See {@link SignalBridge#exchangeClosed}. */
    public void exchangeClosed(Object handler, @Nullable Throwable thrown) {}

    /** See {@link SignalBridge#exchangeSent}. */
    public void exchangeSent(Object request, Object future) {}

    /** See {@link SignalBridge#itemFailed}. */
    public void itemFailed(int status, Throwable thrown) {}

    /** See {@link SignalBridge#leaseAsked}. */
    public void leaseAsked(Object manager, Object route) {}

    /** See {@link SignalBridge#leaseEnded}. */
    public void leaseEnded() {}

    /** See {@link SignalBridge#exiting}. */
    public void exiting(int status) {}

    /** See {@link SignalBridge#halting}. */
    public void halting(int status) {}

    /** See {@link SignalBridge#uncaught}. */
    public void uncaught(Thread thread, Throwable thrown) {}

    /** See {@link SignalBridge#memoryRefused}. */
    public void memoryRefused(@Nullable String message) {}
}
