package dev.firstfault.collectors.executor;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@code TThreadPoolServer} of Apache Thrift, read through its fields: 0.9.3 to 0.16. */
final class ThriftServer {

    static final String TYPE = "org.apache.thrift.server.TThreadPoolServer";

    /** What it is called: a process seldom has two. */
    static final String NAME = "thrift-server";

    private ThriftServer() {}

    /** The executor of its workers, or null where it is not a {@code ThreadPoolExecutor}. */
    static @Nullable ThreadPoolExecutor workers(Object server) throws ReflectiveOperationException {
        Class<?> type = declaring(server);
        if (type == null) {
            return null;
        }
        Field field = type.getDeclaredField("executorService_");
        field.setAccessible(true);
        Object workers = field.get(server);
        return workers instanceof ThreadPoolExecutor ? (ThreadPoolExecutor) workers : null;
    }

    /**
     * For how long a client that finds no worker is kept, and all later ones behind it, before its connection is closed,
     * nanoseconds. 0 where that happens at once: only old versions, such as 0.9.3, try again until a request timeout.
     */
    static long patienceNanos(Object server) throws ReflectiveOperationException {
        Class<?> type = declaring(server);
        if (type == null) {
            return 0;
        }
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equals("requestTimeout")) {
                Field unit = type.getDeclaredField("requestTimeoutUnit");
                field.setAccessible(true);
                unit.setAccessible(true);
                return ((TimeUnit) unit.get(server)).toNanos(field.getLong(server));
            }
        }
        return 0;
    }

    private static @Nullable Class<?> declaring(Object server) {
        for (Class<?> type = server.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(TYPE)) {
                return type;
            }
        }
        return null;
    }
}
