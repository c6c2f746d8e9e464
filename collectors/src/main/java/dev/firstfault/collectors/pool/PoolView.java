package dev.firstfault.collectors.pool;

import java.lang.ref.WeakReference;

/**
 * How a pool of one library is read: through getters and fields that take no lock which the pool holds while it talks to a
 * server. Does not hold the pool: it may be collected. Agent's thread, but for what says otherwise.
 */
abstract class PoolView {

    private final WeakReference<Object> pool;

    PoolView(Object pool) {
        this.pool = new WeakReference<>(pool);
    }

    /** What it is called and where it connects to. */
    abstract PoolIdentity identity();

    /** Reads all levels of a pool of this library; of a total that it does not count itself, active and idle together. */
    abstract void read(Object alive, PoolLevels into) throws ReflectiveOperationException;

    /** Whether a failed checkout was one that waited as long as it may, or found all in use and may not wait. Any thread. */
    abstract boolean isTimeout(Throwable thrown);

    /** The physical connection of the pool's own record of it, where the probe does not hand it over. Any thread. */
    Object connectionOf(Object entry) throws ReflectiveOperationException {
        return entry;
    }

    /** The pool's own record in what it hands out, where the probe sees only that. Any thread, hot. */
    Object entryOf(Object wrapper) throws ReflectiveOperationException {
        return wrapper;
    }

    /** Whether the pool says how many threads wait; if not, those are counted that are in a checkout. */
    boolean countsPending() {
        return true;
    }

    /** Whether it is HikariCP, which has names of its own for its meters, and says itself when a checkout has to wait. */
    boolean isHikari() {
        return false;
    }

    final boolean isCollected() {
        return pool.get() == null;
    }

    /** Reads all levels; false, and the levels as they were, once the pool is gone. Any thread. */
    final boolean read(PoolLevels into) throws ReflectiveOperationException {
        Object alive = pool.get();
        if (alive == null) {
            return false;
        }
        read(alive, into);
        return true;
    }
}
