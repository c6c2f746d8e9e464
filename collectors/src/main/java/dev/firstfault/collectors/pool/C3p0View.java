package dev.firstfault.collectors.pool;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pool of c3p0, by the fields of the resource pool in it: the getters take the lock under which it may close a
 * connection. What is read in the midst of a change is right a second later.
 */
final class C3p0View extends PoolView {

    private static final String LABEL = "dataSourceName->";

    private final PoolIdentity identity;
    private final Getter resources;
    private @Nullable Getter managed;
    private @Nullable Getter unused;
    private @Nullable Getter waiters;
    private @Nullable Getter maximum;
    private @Nullable Getter minimum;

    /** The data source may be null: then the pool is called by what it connects to. */
    C3p0View(Object pool, @Nullable Object dataSource) throws ReflectiveOperationException {
        super(pool);
        this.resources = Getter.ofField(pool.getClass(), "rp");
        Object nested = dataSource == null
                ? null
                : Getter.of(dataSource.getClass(), "getNestedDataSource").get(dataSource);
        PoolIdentity said = nested == null ? PoolIdentity.unknown() : PoolIdentity.of(nested);
        this.identity = said.named(name(pool));
    }

    /** The name of the data source, which since 0.9.5 is in that of the pool's threads. */
    private static @Nullable String name(Object pool) throws ReflectiveOperationException {
        Object runner = Getter.ofField(pool.getClass(), "sharedTaskRunner").get(pool);
        if (runner == null || !Getter.isA(runner, "com.mchange.v2.async.ThreadPoolAsynchronousRunner")) {
            return null;
        }
        Object label;
        try {
            label = Getter.ofField(runner.getClass(), "threadLabel").get(runner);
        } catch (NoSuchFieldException before095) {
            return null;
        }
        String text = String.valueOf(label);
        int from = text.indexOf(LABEL);
        int to = text.indexOf(']', Math.max(from, 0));
        String name = from < 0 || to < 0 ? "" : text.substring(from + LABEL.length(), to);
        boolean madeUp = text.contains("identityToken->" + name + ','); // the token stands for a name that is not set
        return name.isEmpty() || madeUp ? null : name;
    }

    @Override
    PoolIdentity identity() {
        return identity;
    }

    @Override
    void read(Object alive, PoolLevels into) throws ReflectiveOperationException {
        Object pool = resources.get(alive);
        if (pool == null) {
            return; // under construction
        }
        if (managed == null || unused == null || waiters == null || maximum == null || minimum == null) {
            Class<?> type = pool.getClass();
            managed = Getter.ofField(type, "managed");
            unused = Getter.ofField(type, "unused");
            waiters = Getter.ofField(type, "acquireWaiters");
            maximum = Getter.ofField(type, "max");
            minimum = Getter.ofField(type, "min");
        }
        int total = size(managed.get(pool));
        int idle = size(unused.get(pool));
        into.set(total - idle, idle, total, size(waiters.get(pool)), maximum.number(pool), minimum.number(pool));
    }

    private static int size(@Nullable Object of) {
        return of instanceof Map ? ((Map<?, ?>) of).size() : of instanceof Collection ? ((Collection<?>) of).size() : 0;
    }

    @Override
    Object connectionOf(Object entry) throws ReflectiveOperationException {
        Object physical = Getter.ofField(entry.getClass(), "physicalConnection").get(entry);
        return physical == null ? entry : physical;
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        String message = thrown.getMessage();
        return message != null && message.startsWith("An attempt by a client to checkout a Connection has timed out");
    }
}
