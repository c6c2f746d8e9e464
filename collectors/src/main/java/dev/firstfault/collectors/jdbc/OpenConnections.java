package dev.firstfault.collectors.jdbc;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open connections, by identity, with the target of each. Weak: a connection that the host loses without closing is
 * found here and does not count for ever. Thread-safe; touched once when a connection opens and once when it closes.
 */
final class OpenConnections {

    private final Map<Object, OpenConnection> entries = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** Remembers this connection; false if it is known already. */
    boolean add(Object connection, TargetState target) {
        OpenConnection entry = new OpenConnection(connection, target, collected);
        return entries.putIfAbsent(entry, entry) == null;
    }

    /** Forgets this connection: what was known at the first call, null at every other. */
    @Nullable
    OpenConnection remove(Object connection) {
        return entries.remove(new Wanted(connection));
    }

    /** What is known of this connection, or null where it is not. */
    @Nullable
    OpenConnection find(Object connection) {
        return entries.get(new Wanted(connection));
    }

    /** All of them; a view that goes with the changes. */
    Collection<OpenConnection> all() {
        return entries.values();
    }

    /** One connection that was collected unclosed, or null where there is none left. */
    @Nullable
    OpenConnection pollCollected() {
        for (Reference<?> lost = collected.poll(); lost != null; lost = collected.poll()) {
            OpenConnection entry = entries.remove(lost);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /** Looks like the entry of a connection. */
    static final class Wanted {

        private final Object connection;

        Wanted(Object connection) {
            this.connection = connection;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(connection);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OpenConnection
                    ? ((OpenConnection) other).get() == connection
                    : other instanceof Wanted && ((Wanted) other).connection == connection;
        }

        Object connection() {
            return connection;
        }
    }
}
