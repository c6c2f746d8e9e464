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
    public void acquired(Object entry, Object pool, Object connection, long atNanos) {}

    /** See {@link SignalBridge#acquireFailed}. */
    public void acquireFailed(Object pool, Throwable thrown) {}

    /** See {@link SignalBridge#released}. */
    public void released(Object entry, long atNanos) {}

    /** See {@link SignalBridge#discarded}. */
    public void discarded(Object entry) {}

    /** See {@link SignalBridge#exiting}. */
    public void exiting(int status) {}

    /** See {@link SignalBridge#halting}. */
    public void halting(int status) {}

    /** See {@link SignalBridge#uncaught}. */
    public void uncaught(Thread thread, Throwable thrown) {}
}
