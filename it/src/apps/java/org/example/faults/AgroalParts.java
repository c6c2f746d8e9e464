package org.example.faults;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.time.Duration;
import javax.sql.DataSource;

/** An Agroal data source, which is put together of suppliers and has no setters. */
final class AgroalParts {
    private static final String SUPPLIER = "io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier";

    static DataSource open(String url, String user, String password, int size, int timeoutMillis) {
        try {
            Object source = Class.forName(SUPPLIER).getConstructor().newInstance();
            Object pool = call(source, "connectionPoolConfiguration");
            call(pool, "maxSize", size);
            call(pool, "acquisitionTimeout", Duration.ofMillis(timeoutMillis));
            Object factory = call(pool, "connectionFactoryConfiguration");
            call(factory, "jdbcUrl", url);
            call(factory, "principal", made("io.agroal.api.security.NamePrincipal", user));
            call(factory, "credential", made("io.agroal.api.security.SimplePassword", password));
            Class<?> listener = Class.forName("io.agroal.api.AgroalDataSourceListener");
            Class<?> configuration = Class.forName("io.agroal.api.configuration.AgroalDataSourceConfiguration");
            Object noListeners = Array.newInstance(listener, 0);
            return (DataSource) Class.forName("io.agroal.api.AgroalDataSource")
                    .getMethod("from", configuration, noListeners.getClass())
                    .invoke(null, call(source, "get"), noListeners);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object made(String className, String text) throws ReflectiveOperationException {
        return Class.forName(className).getConstructor(String.class).newInstance(text);
    }

    private static Object call(Object on, String name, Object... arguments) throws ReflectiveOperationException {
        for (Method method : on.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                try {
                    return method.invoke(on, arguments);
                } catch (IllegalArgumentException another) {
                    // an overload with other parameters
                }
            }
        }
        throw new NoSuchMethodException(name + " of " + on.getClass());
    }

    private AgroalParts() {}
}
