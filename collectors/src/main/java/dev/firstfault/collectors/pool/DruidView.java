package dev.firstfault.collectors.pool;

/** A Druid data source, read by its fields: its getters take the lock that it holds while it closes connections. */
final class DruidView extends PoolView {

    private final PoolIdentity identity;
    private final Getter active;
    private final Getter idle;
    private final Getter pending;
    private final Getter maximum;
    private final Getter minimumIdle;

    DruidView(Object pool) throws ReflectiveOperationException {
        super(pool);
        Class<?> type = pool.getClass();
        this.identity = PoolIdentity.of(pool);
        this.active = Getter.ofField(type, "activeCount");
        this.idle = Getter.ofField(type, "poolingCount");
        this.pending = Getter.ofField(type, "notEmptyWaitThreadCount");
        this.maximum = Getter.ofField(type, "maxActive");
        this.minimumIdle = Getter.ofField(type, "minIdle");
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
        if (!Getter.isA(entry, "com.alibaba.druid.proxy.jdbc.ConnectionProxyImpl")) {
            return entry;
        }
        Object physical = Getter.of(entry.getClass(), "getRawObject").get(entry);
        return physical == null ? entry : physical;
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        String message = thrown.getMessage();
        return thrown.getClass().getName().equals("com.alibaba.druid.pool.GetConnectionTimeoutException")
                || (message != null && message.startsWith("maxWaitThreadCount ")); // all in use, and enough that wait
    }
}
