package dev.firstfault.collectors.pool;

import org.jspecify.annotations.Nullable;

/** A BoneCP and its configuration, read through their public getters. It does not know who waits. */
final class BoneCpView extends PoolView {

    private final PoolIdentity identity;
    private final Object config;
    private final Getter leased;
    private final Getter free;
    private final Getter total;
    private final Getter partitions;
    private final Getter maximum;
    private final Getter minimum;

    BoneCpView(Object pool, @Nullable Object config) throws ReflectiveOperationException {
        super(pool);
        Class<?> type = pool.getClass();
        Object configuration = config == null ? Getter.of(type, "getConfig").get(pool) : config;
        if (configuration == null) {
            throw new NoSuchFieldException("configuration of a pool under construction");
        }
        this.config = configuration;
        this.identity = PoolIdentity.of(configuration);
        this.leased = Getter.of(type, "getTotalLeased");
        this.free = Getter.of(type, "getTotalFree");
        this.total = Getter.of(type, "getTotalCreatedConnections");
        this.partitions = Getter.of(configuration.getClass(), "getPartitionCount");
        this.maximum = Getter.of(configuration.getClass(), "getMaxConnectionsPerPartition");
        this.minimum = Getter.of(configuration.getClass(), "getMinConnectionsPerPartition");
    }

    @Override
    PoolIdentity identity() {
        return identity;
    }

    @Override
    void read(Object alive, PoolLevels into) throws ReflectiveOperationException {
        int count = partitions.number(config);
        into.set(
                leased.number(alive),
                free.number(alive),
                total.number(alive),
                0,
                count * maximum.number(config),
                count * minimum.number(config));
    }

    @Override
    boolean countsPending() {
        return false;
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        String message = thrown.getMessage();
        return message != null && message.startsWith("Timed out waiting for a free available connection");
    }
}
