package dev.firstfault.collectors.search;

import dev.firstfault.collectors.pool.Getter;
import org.jspecify.annotations.Nullable;

/**
 * A method without parameters, or a field, of whatever classes of the host have it. What is found is a value of the class itself, so
 * that it keeps no class loader of the host.
 */
final class HostMember {

    private final String name;
    private final boolean field;

    private final ClassValue<Found> found = new ClassValue<Found>() {
        @Override
        protected Found computeValue(Class<?> type) {
            return find(type);
        }
    };

    private HostMember(String name, boolean field) {
        this.name = name;
        this.field = field;
    }

    static HostMember method(String name) {
        return new HostMember(name, false);
    }

    static HostMember field(String name) {
        return new HostMember(name, true);
    }

    /**
     * What it gives of this object.
     *
     * @throws ReflectiveOperationException if the class does not have it
     */
    @Nullable
    Object of(Object host) throws ReflectiveOperationException {
        Getter getter = found.get(host.getClass()).getter;
        if (getter == null) {
            throw new NoSuchFieldException(name + " of " + host.getClass().getName());
        }
        return getter.get(host);
    }

    /**
     * The same, where something is always there.
     *
     * @throws ReflectiveOperationException if the class does not have it, or it is null
     */
    Object required(Object host) throws ReflectiveOperationException {
        Object value = of(host);
        if (value == null) {
            throw new NoSuchFieldException(name + " of " + host.getClass().getName() + " is null");
        }
        return value;
    }

    /** What it gives as a number, 0 where it gives none. */
    int number(Object host) throws ReflectiveOperationException {
        Object value = of(host);
        return value instanceof Number ? ((Number) value).intValue() : 0;
    }

    private Found find(Class<?> type) {
        try {
            return new Found(field ? Getter.ofField(type, name) : Getter.of(type, name));
        } catch (ReflectiveOperationException | RuntimeException notThere) { // also of a module that is closed
            return new Found(null);
        }
    }

    /** A value of a class that may be none. */
    private static final class Found {

        private final @Nullable Getter getter;

        Found(@Nullable Getter getter) {
            this.getter = getter;
        }
    }
}
