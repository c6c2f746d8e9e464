package dev.firstfault.collectors.pool;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A HikariCP pool and its configuration, read through their public getters. Holds neither of them: the pool may be
 * collected.
 */
final class HikariView {

    private final WeakReference<Object> pool;
    private final WeakReference<Object> config;
    private final Method active;
    private final Method idle;
    private final Method total;
    private final Method pending;
    private final Method maximum;
    private final Method minimumIdle;

    /** The configuration may be null: then the pool's own one is used. */
    HikariView(Object pool, @Nullable Object config) throws ReflectiveOperationException {
        Object configuration = config == null ? configOf(pool) : config;
        this.pool = new WeakReference<>(pool);
        this.config = new WeakReference<>(configuration);
        Class<?> type = pool.getClass();
        this.active = type.getMethod("getActiveConnections");
        this.idle = type.getMethod("getIdleConnections");
        this.total = type.getMethod("getTotalConnections");
        this.pending = type.getMethod("getThreadsAwaitingConnection");
        this.maximum = configuration.getClass().getMethod("getMaximumPoolSize");
        this.minimumIdle = configuration.getClass().getMethod("getMinimumIdle");
    }

    boolean isOf(Object other) {
        return pool.get() == other;
    }

    boolean isCollected() {
        return pool.get() == null;
    }

    /** Reads all levels; false, and the levels as they were, once the pool is gone. */
    boolean read(PoolLevels into) throws ReflectiveOperationException {
        Object alive = pool.get();
        Object configuration = config.get();
        if (alive == null || configuration == null) {
            return false;
        }
        into.set(
                number(active, alive),
                number(idle, alive),
                number(total, alive),
                number(pending, alive),
                number(maximum, configuration),
                number(minimumIdle, configuration));
        return true;
    }

    /** The configured name, or the one HikariCP made up; null where there is none yet. */
    static @Nullable String name(Object config) throws ReflectiveOperationException {
        return (String) config.getClass().getMethod("getPoolName").invoke(config);
    }

    /** The JDBC URL, also where it is a property of a data source; null where there is none. */
    static @Nullable String url(Object config) throws ReflectiveOperationException {
        String url = (String) config.getClass().getMethod("getJdbcUrl").invoke(config);
        if (url != null) {
            return url;
        }
        Properties properties = (Properties)
                config.getClass().getMethod("getDataSourceProperties").invoke(config);
        return properties.getProperty("url", properties.getProperty("URL"));
    }

    /** The configuration of a pool that was opened before the agent came. */
    static Object configOf(Object pool) throws ReflectiveOperationException {
        for (Class<?> type = pool.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals("config")) {
                    field.setAccessible(true);
                    return field.get(pool);
                }
            }
        }
        throw new NoSuchFieldException("config of " + pool.getClass().getName());
    }

    private static int number(Method getter, Object of) throws ReflectiveOperationException {
        return (Integer) getter.invoke(of);
    }
}
