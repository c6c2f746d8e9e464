package dev.firstfault.collectors.pool;

import org.jspecify.annotations.Nullable;

/** Which view reads which pool: a line for each library. */
class PoolViews {

    /**
     * The view of a pool, or null where it pools something that is not followed.
     *
     * @param config what it was made from, or null where only the pool is at hand
     */
    @Nullable
    PoolView of(Object pool, @Nullable Object config) throws ReflectiveOperationException {
        for (Class<?> type = pool.getClass(); type != null; type = type.getSuperclass()) {
            switch (type.getName()) {
                case "com.zaxxer.hikari.pool.HikariPool":
                    return new HikariView(pool, config);
                default: // perhaps its superclass
            }
        }
        return null;
    }
}
