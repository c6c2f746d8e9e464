package dev.firstfault.collectors.pool;

/** A pool of Oracle's UCP, read through its getters. */
final class UcpView extends PoolView {

    private final PoolIdentity identity;
    private final Getter active;
    private final Getter idle;
    private final Getter pending;
    private final Getter maximum;
    private final Getter minimum;

    UcpView(Object pool) throws ReflectiveOperationException {
        super(pool);
        Class<?> type = pool.getClass();
        this.identity = PoolIdentity.of(pool);
        this.active = Getter.of(type, "getBorrowedConnectionsCount");
        this.idle = Getter.of(type, "getAvailableConnectionsCount");
        this.pending = Getter.of(type, "getPendingRequestsCount");
        this.maximum = Getter.of(type, "getMaxPoolSize");
        this.minimum = Getter.of(type, "getMinPoolSize");
    }

    @Override
    PoolIdentity identity() {
        return identity;
    }

    @Override
    void read(Object alive, PoolLevels into) throws ReflectiveOperationException {
        int out = active.number(alive);
        int in = idle.number(alive);
        into.set(out, in, out + in, pending.number(alive), maximum.number(alive), minimum.number(alive));
    }

    @Override
    Object connectionOf(Object entry) throws ReflectiveOperationException {
        Object physical = Getter.of(entry.getClass(), "getPhysicalConnection").get(entry);
        return physical == null ? entry : physical;
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        String message = thrown.getMessage();
        return message != null && message.contains("All connections in the Universal Connection Pool are in use");
    }
}
