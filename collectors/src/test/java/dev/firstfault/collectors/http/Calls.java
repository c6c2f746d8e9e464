package dev.firstfault.collectors.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls a library that only a loader of its own has, by the names of its public methods. */
final class Calls {

    private Calls() {}

    /** Calls the public method of this name that takes these arguments; what it throws, it throws. */
    static @Nullable Object call(Object on, String method, @Nullable Object... arguments) throws Exception {
        return call(on.getClass(), on, method, arguments);
    }

    /** The result of such a call that is never null. */
    static Object get(Object on, String method, @Nullable Object... arguments) throws Exception {
        Object result = call(on, method, arguments);
        if (result == null) {
            throw new AssertionError(method + " gave nothing");
        }
        return result;
    }

    /** Calls a static method. */
    static Object callStatic(ClassLoader loader, String type, String method, @Nullable Object... arguments)
            throws Exception {
        Object result = call(Class.forName(type, true, loader), null, method, arguments);
        if (result == null) {
            throw new AssertionError(method + " gave nothing");
        }
        return result;
    }

    /** Constructs one. */
    static Object make(ClassLoader loader, String type, Object... arguments) throws Exception {
        for (var constructor : Class.forName(type, true, loader).getConstructors()) {
            if (takes(constructor.getParameterTypes(), arguments)) {
                return constructor.newInstance(arguments);
            }
        }
        throw new NoSuchMethodException(type);
    }

    private static @Nullable Object call(Class<?> type, @Nullable Object on, String name, @Nullable Object... arguments)
            throws Exception {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
                method.setAccessible(true);
                try {
                    return method.invoke(on, arguments);
                } catch (InvocationTargetException thrown) {
                    if (thrown.getCause() instanceof Exception) {
                        throw (Exception) thrown.getCause();
                    }
                    throw thrown;
                }
            }
        }
        throw new NoSuchMethodException(name + " of " + type);
    }

    private static boolean takes(Class<?>[] parameters, @Nullable Object[] arguments) {
        if (parameters.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < parameters.length; i++) {
            Object argument = arguments[i];
            boolean fits = argument == null
                    ? !parameters[i].isPrimitive()
                    : parameters[i] == int.class
                            ? argument instanceof Integer
                            : parameters[i] == long.class
                                    ? argument instanceof Long
                                    : parameters[i].isInstance(argument);
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
