package dev.firstfault.collectors.pool;

import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;

/** A Vibur data source, read through the pool below it, which counts without locks and not who waits. */
final class ViburView extends PoolView {

    private final PoolIdentity identity;
    private final Getter operations;
    private final @Nullable Getter poolOfOperations;
    private final Getter maximum;
    private final Getter minimumIdle;

    ViburView(Object pool) throws ReflectiveOperationException {
        super(pool);
        Class<?> type = pool.getClass();
        this.identity = PoolIdentity.of(pool);
        Getter direct = getterIfThere(type, "getPool");
        this.operations = direct == null ? Getter.of(type, "getPoolOperations") : direct;
        this.poolOfOperations = direct == null ? Getter.of(operations.type(), "getPool") : null;
        this.maximum = Getter.of(type, "getPoolMaxSize");
        this.minimumIdle = Getter.of(type, "getPoolInitialSize");
    }

    private static @Nullable Getter getterIfThere(Class<?> type, String method) {
        try {
            return Getter.of(type, method);
        } catch (NoSuchMethodException earlier) {
            return null;
        }
    }

    @Override
    PoolIdentity identity() {
        return identity;
    }

    @Override
    void read(Object alive, PoolLevels into) throws ReflectiveOperationException {
        Object service = operations.get(alive);
        if (service != null && poolOfOperations != null) {
            service = poolOfOperations.get(service);
        }
        int out = 0;
        int in = 0;
        if (service != null) { // while it starts
            out = Getter.of(service.getClass(), "taken").number(service);
            in = Getter.of(service.getClass(), "remainingCreated").number(service);
        }
        into.set(out, in, out + in, 0, maximum.number(alive), minimumIdle.number(alive));
    }

    @Override
    boolean countsPending() {
        return false;
    }

    @Override
    Object connectionOf(Object entry) throws ReflectiveOperationException {
        Object physical = Getter.of(entry.getClass(), "rawConnection", "value").get(entry);
        return physical == null ? entry : physical;
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        String message = thrown.getMessage();
        return thrown instanceof SQLTimeoutException
                || (message != null
                        && (message.startsWith("Couldn't obtain SQL connection from pool") // 3
                                || message.contains(", couldn't obtain SQL connection within ")));
    }
}
