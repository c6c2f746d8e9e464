package dev.firstfault.collectors.jdbc;

/** A driver's attempt to connect that has not ended yet. Made by the thread that connects, aged by the agent's. */
final class PendingConnect {

    /** Longer than a connect takes that is merely slow; drivers without a timeout of their own wait for ever. */
    private static final long EVERY_NANOS = 10_000_000_000L;

    private final Object url;
    private final Thread thread;
    private final long startNanos;
    private long dueNanos;

    PendingConnect(Object url, Thread thread, long startNanos) {
        this.url = url;
        this.thread = thread;
        this.startNanos = startNanos;
        dueNanos = startNanos + EVERY_NANOS;
    }

    String url() {
        return ConnectUrl.of(url);
    }

    Thread thread() {
        return thread;
    }

    long startNanos() {
        return startNanos;
    }

    /** Whether another ten seconds have passed without an answer; says so once each. Agent thread only. */
    boolean isDue(long nowNanos) {
        if (nowNanos < dueNanos) {
            return false;
        }
        dueNanos = nowNanos + EVERY_NANOS;
        return true;
    }
}
