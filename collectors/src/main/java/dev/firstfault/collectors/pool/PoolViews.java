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
                case "com.jolbox.bonecp.BoneCP":
                    return new BoneCpView(pool, config);
                case "com.mchange.v2.c3p0.impl.C3P0PooledConnectionPool":
                    return new C3p0View(pool, config);
                case "com.zaxxer.hikari.pool.HikariPool":
                    return new HikariView(pool, config);
                case "org.apache.commons.pool.impl.GenericObjectPool":
                    return DbcpView.of(pool, config);
                case "org.apache.commons.pool2.impl.GenericObjectPool":
                    return ofCommonsPool(pool, config);
                case "org.apache.tomcat.jdbc.pool.ConnectionPool":
                    return new TomcatView(pool, config);
                case "com.alibaba.druid.pool.DruidDataSource":
                    return new DruidView(pool);
                case "org.vibur.dbcp.ViburDBCPDataSource":
                    return new ViburView(pool);
                case "io.agroal.pool.ConnectionPool":
                    return new AgroalView(pool);
                case "oracle.ucp.common.UniversalConnectionPoolImpl":
                    return new UcpView(pool);
                case "com.mongodb.internal.connection.DefaultConnectionPool":
                case "com.mongodb.connection.DefaultConnectionPool":
                    return new MongoView(pool);
                default: // perhaps its superclass
            }
        }
        return null;
    }

    private static @Nullable PoolView ofCommonsPool(Object pool, @Nullable Object config)
            throws ReflectiveOperationException {
        Object factory = Getter.ofField(pool.getClass(), "factory").get(pool);
        return factory != null && JedisPoolView.isMaker(factory)
                ? new JedisPoolView(pool, factory)
                : Dbcp2View.of(pool, config);
    }
}
