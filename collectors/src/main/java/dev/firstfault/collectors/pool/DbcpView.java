package dev.firstfault.collectors.pool;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A pool of Commons Pool 1 for Commons DBCP 1. Its getters take the lock under which it wakes its waiters; its fields do
 * not, and one that is read in the midst of a change is right a second later.
 */
final class DbcpView extends PoolView {

    private final PoolIdentity identity;
    private final Getter active;
    private final Getter idleList;
    private final Getter waiterList;
    private final Getter maximum;
    private final Getter minimumIdle;

    private DbcpView(Object pool, @Nullable Object config) throws ReflectiveOperationException {
        super(pool);
        Class<?> type = pool.getClass();
        this.identity = config == null ? PoolIdentity.unknown() : PoolIdentity.of(config);
        this.active = Getter.ofField(type, "_numActive");
        this.idleList = Getter.ofField(type, "_pool");
        this.waiterList = Getter.ofField(type, "_allocationQueue");
        this.maximum = Getter.ofField(type, "_maxActive");
        this.minimumIdle = Getter.ofField(type, "_minIdle");
    }

    /** The view, or null where what is pooled are no connections. */
    static @Nullable DbcpView of(Object pool, @Nullable Object config) throws ReflectiveOperationException {
        Object factory = Getter.ofField(pool.getClass(), "_factory").get(pool);
        return Getter.isA(factory, "org.apache.commons.dbcp.PoolableConnectionFactory")
                ? new DbcpView(pool, config)
                : null;
    }

    @Override
    PoolIdentity identity() {
        return identity;
    }

    @Override
    void read(Object alive, PoolLevels into) throws ReflectiveOperationException {
        int out = active.number(alive);
        int in = size(idleList.get(alive));
        into.set(out, in, out + in, size(waiterList.get(alive)), maximum.number(alive), minimumIdle.number(alive));
    }

    private static int size(@Nullable Object list) {
        return list instanceof List ? ((List<?>) list).size() : 0;
    }

    @Override
    Object connectionOf(Object entry) throws ReflectiveOperationException {
        Object physical =
                Getter.of(entry.getClass(), "getInnermostDelegateInternal").get(entry);
        return physical == null ? entry : physical;
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        return isExhausted(thrown);
    }

    /** Whether Commons Pool, 1 or 2, says by it that all are in use. */
    static boolean isExhausted(Throwable thrown) {
        String message = thrown.getMessage();
        return thrown instanceof NoSuchElementException
                && message != null
                && (message.startsWith("Timeout waiting for idle object") || message.startsWith("Pool exhausted"));
    }
}
