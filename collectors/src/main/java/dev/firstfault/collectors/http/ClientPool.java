package dev.firstfault.collectors.http;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one server that one pool of Apache's clients keeps, read through {@code ConnPoolControl}: its lock is never
 * held while somebody connects or talks to a server. Holds neither the pool nor its classes. Thread-safe.
 */
final class ClientPool {

    /** Values of the classes themselves, so that they keep no class loader of the host; empty where one has not what is read. */
    private static final ClassValue<Optional<Readers>> READERS = new ClassValue<Optional<Readers>>() {
        @Override
        protected Optional<Readers> computeValue(Class<?> manager) {
            try {
                return Optional.of(new Readers(manager));
            } catch (NoSuchMethodException ofAnotherKind) {
                return Optional.empty();
            }
        }
    };

    private final WeakReference<Object> manager;
    private final WeakReference<Object> route;
    private final TargetPool target;

    private ClientPool(Object manager, Object route, TargetPool target) {
        this.manager = new WeakReference<>(manager);
        this.route = new WeakReference<>(route);
        this.target = target;
    }

    /** The view of this pool, or null where it has not what is read. */
    static @Nullable ClientPool of(Object manager, Object route, TargetPool target) {
        return READERS.get(manager.getClass()).isPresent() ? new ClientPool(manager, route, target) : null;
    }

    boolean isOf(Object otherManager, Object otherRoute) {
        return manager.get() == otherManager && otherRoute.equals(route.get());
    }

    /** Whether nobody asks it for connections any more: who does has the route. */
    boolean isGone() {
        return manager.get() == null || route.get() == null;
    }

    /** What is told of its server. */
    TargetPool target() {
        return target;
    }

    /** The levels now, or null where the pool is gone or says nothing. */
    @Nullable
    PoolLevels read() {
        Object alive = manager.get();
        Object to = route.get();
        Readers readers = alive == null ? null : READERS.get(alive.getClass()).orElse(null);
        if (alive == null || to == null || readers == null) {
            return null;
        }
        try {
            Object ofRoute = readers.stats.invoke(alive, to);
            Object ofAll = readers.totalStats.invoke(alive);
            int leased = readers.number(readers.leased, ofRoute);
            int free = readers.number(readers.available, ofRoute);
            int rest = readers.number(readers.max, ofAll) - readers.number(readers.leased, ofAll);
            int limit = Math.min(readers.number(readers.max, ofRoute), leased + Math.max(0, rest));
            return new PoolLevels(leased, free, readers.number(readers.pending, ofRoute), limit);
        } catch (ReflectiveOperationException unreadable) {
            return null;
        }
    }

    /** The getters of {@code PoolStats}; of Apache's 4 and 5 alike. */
    private static final class Readers {

        private final Method stats;
        private final Method totalStats;
        private final Method leased;
        private final Method pending;
        private final Method available;
        private final Method max;

        Readers(Class<?> manager) throws NoSuchMethodException {
            stats = opened(manager.getMethod("getStats", Object.class));
            totalStats = opened(manager.getMethod("getTotalStats"));
            Class<?> levels = totalStats.getReturnType();
            leased = levels.getMethod("getLeased");
            pending = levels.getMethod("getPending");
            available = levels.getMethod("getAvailable");
            max = levels.getMethod("getMax");
        }

        private static Method opened(Method method) throws NoSuchMethodException {
            Method callable = HostMethods.callable(method);
            if (callable == null) {
                throw new NoSuchMethodException(method.getName());
            }
            return callable;
        }

        int number(Method getter, Object of) throws ReflectiveOperationException {
            Object value = getter.invoke(of);
            return value instanceof Integer ? (Integer) value : 0;
        }
    }
}
