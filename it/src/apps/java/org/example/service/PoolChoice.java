package org.example.service;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Locale;
import javax.sql.DataSource;

/** The connection pools that the service can be run with, set up by their bean properties, as a container would. */
enum PoolChoice {
    HIKARI(
            "com.zaxxer.hikari.HikariDataSource",
            "jdbcUrl",
            "username",
            "maximumPoolSize",
            "minimumIdle",
            "connectionTimeout"),
    DBCP2("org.apache.commons.dbcp2.BasicDataSource", "url", "username", "maxTotal", "minIdle", "maxWaitMillis"),
    DBCP1("org.apache.commons.dbcp.BasicDataSource", "url", "username", "maxActive", "minIdle", "maxWait"),
    TOMCAT("org.apache.tomcat.jdbc.pool.DataSource", "url", "username", "maxActive", "minIdle", "maxWait"),
    DRUID("com.alibaba.druid.pool.DruidDataSource", "url", "username", "maxActive", "minIdle", "maxWait"),
    C3P0(
            "com.mchange.v2.c3p0.ComboPooledDataSource",
            "jdbcUrl",
            "user",
            "maxPoolSize",
            "minPoolSize",
            "checkoutTimeout"),
    BONECP(
            "com.jolbox.bonecp.BoneCPDataSource",
            "jdbcUrl",
            "username",
            "maxConnectionsPerPartition",
            "minConnectionsPerPartition",
            "connectionTimeoutInMs");

    private final String className;
    private final String url;
    private final String user;
    private final String size;
    private final String minimum;
    private final String acquireMillis;

    PoolChoice(String className, String url, String user, String size, String minimum, String acquireMillis) {
        this.className = className;
        this.url = url;
        this.user = user;
        this.size = size;
        this.minimum = minimum;
        this.acquireMillis = acquireMillis;
    }

    static DataSource open(Settings settings) {
        return valueOf(settings.text("pool").toUpperCase(Locale.ROOT)).create(settings);
    }

    private DataSource create(Settings settings) {
        try {
            DataSource pool = Class.forName(className)
                    .asSubclass(DataSource.class)
                    .getDeclaredConstructor()
                    .newInstance();
            int connections = settings.number("size", 10);
            int least = settings.number("least", Math.min(2, connections));
            set(pool, url, settings.text("url"));
            set(pool, user, settings.text("user"));
            set(pool, "password", settings.text("password"));
            set(pool, size, connections);
            set(pool, minimum, least);
            set(pool, acquireMillis, settings.number("acquire-ms", 3_000));
            switch (this) {
                case DBCP2:
                case DBCP1:
                    set(pool, "maxIdle", connections);
                    set(pool, "testOnBorrow", settings.text("test", "no").equals("yes"));
                    if (settings.text("test", "no").equals("yes")) {
                        set(pool, "validationQuery", "select 1");
                    }
                    break;
                case TOMCAT:
                    set(pool, "maxIdle", connections);
                    set(pool, "initialSize", least);
                    if (settings.text("test", "no").equals("yes")) {
                        set(pool, "validationQuery", "select 1");
                        set(pool, "testOnBorrow", true);
                    }
                    break;
                case DRUID:
                    set(pool, "initialSize", least);
                    if (settings.text("test", "no").equals("yes")) {
                        set(pool, "validationQuery", "select 1");
                        set(pool, "testOnBorrow", true);
                    }
                    break;
                case C3P0:
                    set(pool, "initialPoolSize", least);
                    set(pool, "acquireIncrement", 1);
                    break;
                case BONECP:
                    set(pool, "partitionCount", 1);
                    break;
                case HIKARI:
                    break;
            }
            return pool;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(this + ": " + e, e);
        }
    }

    private static void set(Object bean, String property, Object value) throws ReflectiveOperationException {
        String setter = "set" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
        for (Method method : bean.getClass().getMethods()) {
            if (method.getName().equals(setter) && method.getParameterCount() == 1) {
                Class<?> type = method.getParameterTypes()[0];
                Object fitting = type == long.class ? Long.valueOf(((Number) value).longValue()) : value;
                if (fits(type, value)) {
                    try {
                        method.invoke(bean, fitting);
                        return;
                    } catch (InvocationTargetException e) {
                        throw new IllegalStateException(setter + ": " + e.getCause(), e);
                    }
                }
            }
        }
        throw new NoSuchMethodException(bean.getClass() + "." + setter);
    }

    private static boolean fits(Class<?> type, Object value) {
        if (value instanceof Integer) {
            return type == int.class || type == long.class;
        }
        return value instanceof Boolean ? type == boolean.class : type == String.class;
    }
}
