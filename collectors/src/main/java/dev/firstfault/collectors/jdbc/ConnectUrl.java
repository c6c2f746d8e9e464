package dev.firstfault.collectors.jdbc;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The URL of what drivers and clients pass for one. */
final class ConnectUrl {

    private static final String[] JEDIS_HOSTS = {"getHostAndPort", "getHost"};

    private ConnectUrl() {}

    /** The URL as text; of a Redis connection, which has none before 3.x even to print, made from its getters. */
    static String of(Object url) {
        return url.getClass().getName().startsWith("redis.clients.") ? redis(url) : String.valueOf(url);
    }

    /** Of a future of Lettuce's, which knows the address once it has been looked up. */
    static String ofLettuce(Object future) {
        return "redis:" + value(future, "getRemoteAddress");
    }

    private static String redis(Object connection) {
        Object host = value(connection, JEDIS_HOSTS[0]); // 4.x on
        if (host != null) {
            return "redis:" + host;
        }
        host = value(connection, JEDIS_HOSTS[1]);
        Object port = value(connection, "getPort");
        return host == null || port == null ? "redis:" + connection : "redis:" + host + ':' + port;
    }

    private static @Nullable Object value(Object of, String getter) {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Method method = type.getDeclaredMethod(getter);
                method.setAccessible(true);
                return method.invoke(of);
            } catch (NoSuchMethodException above) {
                // its superclass
            } catch (ReflectiveOperationException | RuntimeException unreadable) {
                return null;
            }
        }
        return null;
    }
}
