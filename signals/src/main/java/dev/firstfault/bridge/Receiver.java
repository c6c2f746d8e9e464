package dev.firstfault.bridge;

/**
 * What the agent does with the calls of {@link SignalBridge}; this one does nothing.
 *
 * <p>Called on application threads, on hot paths: an implementation neither throws, nor blocks, nor allocates where the
 * call is not a rare one.
 */
public class Receiver {

    /** See {@link SignalBridge#connectFinished}. */
    public void connectFinished(String url, long startNanos, Object connection, Throwable thrown) {}

    /** See {@link SignalBridge#connectionClosed}. */
    public void connectionClosed(Object connection) {}

    /** See {@link SignalBridge#poolOpened}. */
    public void poolOpened(Object pool, String configuredName, String url, int maxSize, int minIdle) {}

    /** See {@link SignalBridge#poolClosed}. */
    public void poolClosed(Object pool) {}

    /** See {@link SignalBridge#acquireFinished}. */
    public void acquireFinished(Object pool, long startNanos, Throwable thrown) {}

    /** See {@link SignalBridge#released}. */
    public void released(Object pool, long heldNanos) {}

    /** See {@link SignalBridge#exiting}. */
    public void exiting(int status) {}

    /** See {@link SignalBridge#halting}. */
    public void halting(int status) {}

    /** See {@link SignalBridge#uncaught}. */
    public void uncaught(Thread thread, Throwable thrown) {}
}
