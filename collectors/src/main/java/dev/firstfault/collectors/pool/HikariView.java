package dev.firstfault.collectors.pool;

import java.lang.ref.WeakReference;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** A HikariCP pool and its configuration, read through their public getters. */
final class HikariView extends PoolView {

    private final PoolIdentity identity;
    private final WeakReference<Object> config;
    private final Getter active;
    private final Getter idle;
    private final Getter total;
    private final Getter pending;
    private final Getter maximum;
    private final Getter minimumIdle;

    /** The configuration may be null: then the pool's own one is used. */
    HikariView(Object pool, @Nullable Object config) throws ReflectiveOperationException {
        super(pool);
        Class<?> type = pool.getClass();
        Object configuration = config == null ? Getter.ofField(type, "config").get(pool) : config;
        if (configuration == null) {
            throw new NoSuchFieldException("config of a pool under construction");
        }
        this.identity = PoolIdentity.of(configuration);
        this.config = new WeakReference<>(configuration);
        this.active = Getter.of(type, "getActiveConnections");
        this.idle = Getter.of(type, "getIdleConnections");
        this.total = Getter.of(type, "getTotalConnections");
        this.pending = Getter.of(type, "getThreadsAwaitingConnection");
        this.maximum = Getter.of(configuration.getClass(), "getMaximumPoolSize");
        this.minimumIdle = Getter.of(configuration.getClass(), "getMinimumIdle");
    }

    @Override
    PoolIdentity identity() {
        return identity;
    }

    @Override
    void read(Object alive, PoolLevels into) throws ReflectiveOperationException {
        Object configuration = config.get();
        into.set(
                active.number(alive),
                idle.number(alive),
                total.number(alive),
                pending.number(alive),
                configuration == null ? into.maximum() : maximum.number(configuration),
                configuration == null ? into.minimumIdle() : minimumIdle.number(configuration));
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        return thrown instanceof SQLTransientConnectionException || thrown instanceof SQLTimeoutException;
    }

    @Override
    boolean isHikari() {
        return true;
    }
}
