package dev.firstfault.collectors.pool;

import org.jspecify.annotations.Nullable;

/** A pool of Commons Pool 2 for Commons DBCP 2, read through its public getters. */
final class Dbcp2View extends PoolView {

    private final PoolIdentity identity;
    private final Getter active;
    private final Getter idle;
    private final Getter pending;
    private final Getter maximum;
    private final Getter minimumIdle;

    private Dbcp2View(Object pool, @Nullable Object config) throws ReflectiveOperationException {
        super(pool);
        Class<?> type = pool.getClass();
        this.identity = config == null ? PoolIdentity.unknown() : PoolIdentity.of(config);
        this.active = Getter.of(type, "getNumActive");
        this.idle = Getter.of(type, "getNumIdle");
        this.pending = Getter.of(type, "getNumWaiters");
        this.maximum = Getter.of(type, "getMaxTotal");
        this.minimumIdle = Getter.of(type, "getMinIdle");
    }

    /** The view, or null where what is pooled are no connections. */
    static @Nullable Dbcp2View of(Object pool, @Nullable Object config) throws ReflectiveOperationException {
        Object factory = Getter.ofField(pool.getClass(), "factory").get(pool);
        return Getter.isA(factory, "org.apache.commons.dbcp2.PoolableConnectionFactory")
                ? new Dbcp2View(pool, config)
                : null;
    }

    @Override
    PoolIdentity identity() {
        return identity;
    }

    @Override
    void read(Object alive, PoolLevels into) throws ReflectiveOperationException {
        int out = active.number(alive);
        int in = idle.number(alive);
        into.set(out, in, out + in, pending.number(alive), maximum.number(alive), minimumIdle.number(alive));
    }

    @Override
    Object connectionOf(Object entry) throws ReflectiveOperationException {
        Object physical =
                Getter.of(entry.getClass(), "getInnermostDelegateInternal").get(entry);
        return physical == null ? entry : physical;
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        return DbcpView.isExhausted(thrown);
    }
}
