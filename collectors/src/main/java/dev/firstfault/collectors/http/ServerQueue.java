package dev.firstfault.collectors.http;

import dev.firstfault.collectors.jdbc.Change;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;

/** What a server says of one of its thread pools. Thread-safe; {@link #tick} is the agent's. */
final class ServerQueue {

    private static final int QUIET_SECONDS = 10;

    private final Resource pool;
    private boolean said;
    private long capacity;
    private long queued;
    private long threads;
    private long active;
    private long completed;

    private boolean told;
    private int quietSeconds;
    private long lastCapacity;
    private long lastQueued;
    private long lastThreads;
    private long lastActive;

    ServerQueue(Resource pool) {
        this.pool = pool;
    }

    synchronized void says(long itsCapacity, long itsQueued, long itsThreads, long itsActive, long itsCompleted) {
        said = true;
        capacity = itsCapacity;
        queued = itsQueued;
        threads = itsThreads;
        active = itsActive;
        completed = itsCompleted;
    }

    /** Once a second. */
    synchronized void tick(SignalSink sink) {
        quietSeconds++;
        if (!said) {
            return;
        }
        said = false;
        boolean changed = !told
                || Change.isWorthARecord(lastCapacity, capacity, 0)
                || Change.isWorthARecord(lastQueued, queued, 1)
                || Change.isWorthARecord(lastThreads, threads, 0)
                || Change.isWorthARecord(lastActive, active, 1);
        if (changed || quietSeconds >= QUIET_SECONDS) {
            told = true;
            quietSeconds = 0;
            lastCapacity = capacity;
            lastQueued = queued;
            lastThreads = threads;
            lastActive = active;
            sink.record(
                    SignalKind.SERVER_QUEUE,
                    pool,
                    0,
                    Signal.pack(half(capacity), half(queued)),
                    Signal.pack(half(threads), half(active)),
                    completed);
        }
    }

    private static int half(long number) {
        return number < 0 ? -1 : Change.bounded(number);
    }
}
