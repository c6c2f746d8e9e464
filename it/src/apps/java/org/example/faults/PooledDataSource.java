package org.example.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import javax.sql.DataSource;

/** A data source of any pooling library, by the names that it gives to what all of them have. */
final class PooledDataSource {
    private static final int TIMEOUT_MILLIS = 2_000;

    private final DataSource source;
    private final String close;

    private PooledDataSource(DataSource source, String close) {
        this.source = source;
        this.close = close;
    }

    /** A new pool of the library, a line each: its class, the setters that differ, what closes it. */
    static PooledDataSource open(String library, String name, String url, String user, String password, int size) {
        switch (library) {
            case "HikariCP":
                return of("com.zaxxer.hikari.HikariDataSource", "close")
                        .set("setJdbcUrl", url)
                        .set("setUsername", user)
                        .set("setPassword", password)
                        .set("setMaximumPoolSize", size)
                        .set("setConnectionTimeout", (long) TIMEOUT_MILLIS)
                        .set("setRegisterMbeans", true)
                        .setIfThere("setInitializationFailTimeout", -1L)
                        .setIfThere("setInitializationFailFast", false)
                        .set("setPoolName", name);
            case "bonecp":
                return of("com.jolbox.bonecp.BoneCPDataSource", "close")
                        .set("setJdbcUrl", url)
                        .set("setUsername", user)
                        .set("setPassword", password)
                        .set("setPartitionCount", 1)
                        .set("setMinConnectionsPerPartition", 1)
                        .set("setMaxConnectionsPerPartition", size)
                        .set("setConnectionTimeoutInMs", (long) TIMEOUT_MILLIS)
                        .set("setAcquireRetryAttempts", 0)
                        .set("setLazyInit", true)
                        .set("setPoolName", name);
            case "commons-dbcp":
                return of("org.apache.commons.dbcp.BasicDataSource", "close")
                        .set("setUrl", url)
                        .set("setUsername", user)
                        .set("setPassword", password)
                        .set("setMaxActive", size)
                        .set("setMaxWait", (long) TIMEOUT_MILLIS);
            case "commons-dbcp2":
                return of("org.apache.commons.dbcp2.BasicDataSource", "close")
                        .set("setUrl", url)
                        .set("setUsername", user)
                        .set("setPassword", password)
                        .set("setMaxTotal", size)
                        .set("setMaxWaitMillis", (long) TIMEOUT_MILLIS);
            case "c3p0":
                return of("com.mchange.v2.c3p0.ComboPooledDataSource", "close")
                        .set("setJdbcUrl", url)
                        .set("setUser", user)
                        .set("setPassword", password)
                        .set("setMinPoolSize", 1)
                        .set("setInitialPoolSize", 1)
                        .set("setMaxPoolSize", size)
                        .set("setAcquireRetryAttempts", 1)
                        .set("setCheckoutTimeout", TIMEOUT_MILLIS)
                        .set("setDataSourceName", name);
            case "tomcat-jdbc":
                return of("org.apache.tomcat.jdbc.pool.DataSource", "close")
                        .set("setUrl", url)
                        .set("setUsername", user)
                        .set("setPassword", password)
                        .set("setDriverClassName", CountingDriver.class.getName())
                        .set("setInitialSize", 1)
                        .set("setMinIdle", 1)
                        .set("setMaxActive", size)
                        .set("setMaxIdle", size)
                        .set("setMaxWait", TIMEOUT_MILLIS)
                        .set("setName", name);
            case "druid":
                return of("com.alibaba.druid.pool.DruidDataSource", "close")
                        .set("setUrl", url)
                        .set("setUsername", user)
                        .set("setPassword", password)
                        .set("setDriverClassName", CountingDriver.class.getName())
                        .set("setMaxActive", size)
                        .set("setMaxWait", (long) TIMEOUT_MILLIS)
                        .set("setTestWhileIdle", false)
                        .set("setName", name);
            case "vibur-dbcp":
                return of("org.vibur.dbcp.ViburDBCPDataSource", "terminate")
                        .set("setJdbcUrl", url)
                        .set("setUsername", user)
                        .set("setPassword", password)
                        .set("setPoolInitialSize", 0)
                        .set("setPoolMaxSize", size)
                        .set("setConnectionTimeoutInMs", (long) TIMEOUT_MILLIS)
                        .set("setAcquireRetryAttempts", 0)
                        .set("setName", name)
                        .then("start");
            case "agroal-pool":
                return new PooledDataSource(AgroalParts.open(url, user, password, size, TIMEOUT_MILLIS), "close");
            case "ucp":
                return ofFactory("oracle.ucp.jdbc.PoolDataSourceFactory", "getPoolDataSource")
                        .set("setConnectionFactoryClassName", CountingDriver.class.getName())
                        .set("setURL", url)
                        .set("setUser", user)
                        .set("setPassword", password)
                        .set("setMaxPoolSize", size)
                        .set("setConnectionWaitTimeout", TIMEOUT_MILLIS / 1000)
                        .set("setConnectionPoolName", name);
            default:
                throw new IllegalArgumentException(library);
        }
    }

    DataSource source() {
        return source;
    }

    void close() {
        invoke(close);
    }

    private static PooledDataSource of(String className, String close) {
        try {
            DataSource source = Class.forName(className)
                    .asSubclass(DataSource.class)
                    .getConstructor()
                    .newInstance();
            return new PooledDataSource(source, close);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What only a static method makes, and what closes with the program. */
    private static PooledDataSource ofFactory(String className, String method) {
        try {
            return new PooledDataSource(
                    (DataSource) Class.forName(className).getMethod(method).invoke(null), "toString");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private PooledDataSource then(String method) {
        invoke(method);
        return this;
    }

    private PooledDataSource set(String setter, Object value) {
        if (!has(setter)) {
            throw new IllegalStateException(source.getClass() + " has no " + setter);
        }
        return setIfThere(setter, value);
    }

    private PooledDataSource setIfThere(String setter, Object value) {
        if (has(setter)) {
            invoke(setter, value);
        }
        return this;
    }

    private boolean has(String name) {
        for (Method method : source.getClass().getMethods()) {
            if (method.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private void invoke(String name, Object... arguments) {
        for (Method method : source.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                try {
                    method.invoke(source, arguments);
                    return;
                } catch (InvocationTargetException failed) {
                    throw new IllegalStateException(failed.getCause());
                } catch (IllegalAccessException | IllegalArgumentException another) {
                    // an overload with other parameters
                }
            }
        }
        throw new IllegalStateException(name + " of " + source.getClass());
    }
}
