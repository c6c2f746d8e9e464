package dev.firstfault.collectors.executor;

import dev.firstfault.signals.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The clients of a server for which no worker was free: which of them it sent away, and which it tries to place again. A
 * server has one thread that accepts clients, and that thread alone brings them.
 */
final class RefusedClients {

    private final long patienceNanos;
    private final Clock clock;
    private final AtomicInteger sentAway = new AtomicInteger();
    private int tried;
    private long sinceNanos;
    private boolean counted = true;

    /** @param patienceNanos for how long the server tries to place a client before it closes the connection */
    RefusedClients(long patienceNanos, Clock clock) {
        this.patienceNanos = patienceNanos;
        this.clock = clock;
    }

    /** Whether every refusal costs a client its connection. */
    boolean leaveAtOnce() {
        return patienceNanos <= 0;
    }

    /** No worker for this one. By its hash: the server may close it, and nothing of ours shall keep it. */
    void refused(Object client) {
        if (leaveAtOnce()) {
            return;
        }
        int hash = System.identityHashCode(client);
        long now = clock.nanos();
        if (hash != tried) {
            tried = hash;
            sinceNanos = now;
            counted = false;
        } else if (!counted && now - sinceNanos >= patienceNanos) {
            counted = true; // the server slept for all its patience: this was the last time
            sentAway.incrementAndGet();
        }
    }

    /** How many were sent away since the last call. */
    int takeSentAway() {
        return sentAway.getAndSet(0);
    }
}
