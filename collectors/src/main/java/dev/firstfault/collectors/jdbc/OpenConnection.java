package dev.firstfault.collectors.jdbc;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** One open connection, by identity: what it connects to, and what is executed on it. Thread-safe. */
final class OpenConnection extends WeakReference<Object> {

    private final int hash;
    private final TargetState target;
    private volatile @Nullable ConnectionActivity activity;

    OpenConnection(Object connection, TargetState target, ReferenceQueue<Object> queue) {
        super(connection, queue);
        this.hash = System.identityHashCode(connection);
        this.target = target;
    }

    TargetState target() {
        return target;
    }

    /** What is executed on it; made at the first call. */
    ConnectionActivity activity(Statements statements) {
        ConnectionActivity known = activity;
        return known == null ? firstActivity(statements) : known;
    }

    /** The same, or null where nobody asked for it yet. */
    @Nullable
    ConnectionActivity activityIfAny() {
        return activity;
    }

    private synchronized ConnectionActivity firstActivity(Statements statements) {
        ConnectionActivity known = activity;
        if (known == null) {
            known = new ConnectionActivity(target.statements(statements));
            activity = known;
        }
        return known;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        Object connection = get();
        return connection != null
                && (other instanceof OpenConnections.Wanted
                        ? ((OpenConnections.Wanted) other).connection() == connection
                        : other instanceof OpenConnection && ((OpenConnection) other).get() == connection);
    }
}
