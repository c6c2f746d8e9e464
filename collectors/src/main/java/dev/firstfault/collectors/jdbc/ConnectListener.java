package dev.firstfault.collectors.jdbc;

import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;

/** Told of connect failures that are worth a line: the 1st, 3rd, 10th, 100th, ... of one reason on one target. */
public interface ConnectListener {

    /**
     * Called on the application's thread; must not throw.
     *
     * @param target the JDBC target, without secrets
     * @param error what the server or the network said
     * @param occurrence how often this reason was seen on this target, from 1
     * @param sinceFirstNanos time since its first occurrence
     */
    void connectFailed(String target, ConnectFailure reason, ErrorDetail error, long occurrence, long sinceFirstNanos);
}
