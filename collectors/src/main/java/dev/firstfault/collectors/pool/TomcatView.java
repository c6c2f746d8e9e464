package dev.firstfault.collectors.pool;

import org.jspecify.annotations.Nullable;

/** A pool of Tomcat's, read through its public getters. */
final class TomcatView extends PoolView {

    private final PoolIdentity identity;
    private final Object config;
    private final Getter active;
    private final Getter idle;
    private final Getter total;
    private final Getter pending;
    private final Getter maximum;
    private final Getter minimumIdle;

    TomcatView(Object pool, @Nullable Object config) throws ReflectiveOperationException {
        super(pool);
        Class<?> type = pool.getClass();
        Object configuration =
                config == null ? Getter.of(type, "getPoolProperties").get(pool) : config;
        if (configuration == null) {
            throw new NoSuchFieldException("properties of a pool under construction");
        }
        this.config = configuration;
        this.identity = PoolIdentity.of(configuration);
        this.active = Getter.of(type, "getActive");
        this.idle = Getter.of(type, "getIdle");
        this.total = Getter.of(type, "getSize");
        this.pending = Getter.of(type, "getWaitCount");
        this.maximum = Getter.of(configuration.getClass(), "getMaxActive");
        this.minimumIdle = Getter.of(configuration.getClass(), "getMinIdle");
    }

    @Override
    PoolIdentity identity() {
        return identity;
    }

    @Override
    void read(Object alive, PoolLevels into) throws ReflectiveOperationException {
        into.set(
                active.number(alive),
                idle.number(alive),
                total.number(alive),
                pending.number(alive),
                maximum.number(config),
                minimumIdle.number(config));
    }

    @Override
    Object connectionOf(Object entry) throws ReflectiveOperationException {
        Object physical = Getter.ofField(entry.getClass(), "connection").get(entry);
        return physical == null ? entry : physical;
    }

    /** 7.0 has no exception of its own for it. */
    @Override
    boolean isTimeout(Throwable thrown) {
        String message = thrown.getMessage();
        return message != null && message.contains(": Pool empty. Unable to fetch a connection");
    }
}
