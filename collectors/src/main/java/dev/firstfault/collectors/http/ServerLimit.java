package dev.firstfault.collectors.http;

import dev.firstfault.collectors.jdbc.Change;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;

/** What a server says of one of its limits on memory. Thread-safe; {@link #tick} is the agent's. */
final class ServerLimit {

    private static final int QUIET_SECONDS = 10;

    private final Resource limit;
    private boolean said;
    private long held;
    private long allowed;
    private long operation;

    private boolean told;
    private int quietSeconds;
    private long lastHeld;
    private long lastAllowed;

    ServerLimit(Resource limit) {
        this.limit = limit;
    }

    /** The largest of a second counts. */
    synchronized void says(long bytesHeld, long bytesAllowed, long bytesOfOperation) {
        if (!said || bytesHeld > held) {
            held = bytesHeld;
            allowed = bytesAllowed;
            operation = bytesOfOperation;
        }
        said = true;
    }

    /** Once a second. */
    synchronized void tick(SignalSink sink) {
        quietSeconds++;
        if (!said) {
            return;
        }
        said = false;
        boolean changed =
                !told || Change.isWorthARecord(lastHeld, held, 0) || Change.isWorthARecord(lastAllowed, allowed, 0);
        if (changed || quietSeconds >= QUIET_SECONDS) {
            told = true;
            quietSeconds = 0;
            lastHeld = held;
            lastAllowed = allowed;
            sink.record(SignalKind.SERVER_LIMIT, limit, 0, held, allowed, operation);
        }
    }
}
