package dev.firstfault.collectors.pool;

import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An Agroal pool, read by the states of its connections: what it counts itself, it counts only with its metrics on. */
final class AgroalView extends PoolView {

    private final PoolIdentity identity;
    private final WeakReference<Object> config;
    private final Getter connections;
    private final Getter pending;
    private final Getter maximum;
    private final Getter minimum;
    private volatile @Nullable Getter state;
    private volatile @Nullable Getter handler;
    private volatile @Nullable Getter physical;

    AgroalView(Object pool) throws ReflectiveOperationException {
        super(pool);
        Class<?> type = pool.getClass();
        Object configuration = Getter.ofField(type, "configuration").get(pool);
        if (configuration == null) {
            throw new NoSuchFieldException("configuration of a pool under construction");
        }
        this.identity = PoolIdentity.of(configuration);
        this.config = new WeakReference<>(configuration);
        this.connections = Getter.ofField(type, "allConnections");
        this.pending = Getter.of(type, "awaitingCount");
        this.maximum = Getter.of(configuration.getClass(), "maxSize");
        this.minimum = Getter.of(configuration.getClass(), "minSize");
    }

    @Override
    PoolIdentity identity() {
        return identity;
    }

    @Override
    void read(Object alive, PoolLevels into) throws ReflectiveOperationException {
        Object configuration = config.get();
        int out = 0;
        int in = 0;
        int all = 0;
        Object handlers = connections.get(alive);
        if (handlers instanceof List) {
            for (Object one : (List<?>) handlers) {
                String now = String.valueOf(stateOf(one));
                out += now.equals("CHECKED_OUT") ? 1 : 0;
                in += now.equals("CHECKED_IN") ? 1 : 0;
                all++;
            }
        }
        into.set(
                out,
                in,
                all,
                pending.number(alive),
                configuration == null ? into.maximum() : maximum.number(configuration),
                configuration == null ? into.minimumIdle() : minimum.number(configuration));
    }

    private @Nullable Object stateOf(Object one) throws ReflectiveOperationException {
        Getter known = state;
        if (known == null) {
            known = Getter.ofField(one.getClass(), "state");
            state = known;
        }
        return known.get(one);
    }

    @Override
    Object entryOf(Object wrapper) throws ReflectiveOperationException {
        Getter known = handler;
        if (known == null) {
            known = Getter.ofField(wrapper.getClass(), "handler");
            handler = known;
        }
        Object entry = known.get(wrapper);
        return entry == null ? wrapper : entry;
    }

    @Override
    Object connectionOf(Object entry) throws ReflectiveOperationException {
        Getter known = physical;
        if (known == null) {
            known = Getter.ofField(entry.getClass(), "connection");
            physical = known;
        }
        Object connection = known.get(entry);
        return connection == null ? entry : connection;
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        String message = thrown.getMessage();
        return message != null && message.startsWith("Sorry, acquisition timeout!");
    }
}
