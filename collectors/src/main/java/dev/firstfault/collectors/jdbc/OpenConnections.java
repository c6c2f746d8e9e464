package dev.firstfault.collectors.jdbc;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open connections, by identity, with the target of each. Weak: a connection that the host loses without closing is
 * found here and does not count for ever. Thread-safe; touched once when a connection opens and once when it closes.
 */
final class OpenConnections {

    private final Map<Object, Entry> entries = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** Remembers this connection; false if it is known already. */
    boolean add(Object connection, TargetState target) {
        Entry entry = new Entry(connection, target, collected);
        return entries.putIfAbsent(entry, entry) == null;
    }

    /** Forgets this connection: its target at the first call, null at every other. */
    @Nullable
    TargetState remove(Object connection) {
        Entry entry = entries.remove(new Wanted(connection));
        return entry == null ? null : entry.target;
    }

    /** The target of this connection, or null where it is not known. */
    @Nullable
    TargetState targetOf(Object connection) {
        Entry entry = entries.get(new Wanted(connection));
        return entry == null ? null : entry.target;
    }

    /** The target of one connection that was collected unclosed, or null where there is none left. */
    @Nullable
    TargetState pollCollected() {
        for (Reference<?> lost = collected.poll(); lost != null; lost = collected.poll()) {
            Entry entry = entries.remove(lost);
            if (entry != null) {
                return entry.target;
            }
        }
        return null;
    }

    private static final class Entry extends WeakReference<Object> {

        private final int hash;
        private final TargetState target;

        Entry(Object connection, TargetState target, ReferenceQueue<Object> queue) {
            super(connection, queue);
            this.hash = System.identityHashCode(connection);
            this.target = target;
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
                    && (other instanceof Wanted
                            ? ((Wanted) other).connection == connection
                            : other instanceof Entry && ((Entry) other).get() == connection);
        }
    }

    /** Looks like the entry of a connection. */
    private static final class Wanted {

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
            return other instanceof Entry
                    ? ((Entry) other).get() == connection
                    : other instanceof Wanted && ((Wanted) other).connection == connection;
        }
    }
}
