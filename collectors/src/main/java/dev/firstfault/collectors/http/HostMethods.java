package dev.firstfault.collectors.http;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Methods of classes of the host, as far as they may be called. */
final class HostMethods {

    private HostMethods() {}

    /** The method as a public class or interface above declares it; else itself, opened; null where it cannot be. */
    static @Nullable Method callable(Method method) {
        Method declared = publicly(method.getDeclaringClass(), method);
        if (declared != null) {
            return declared;
        }
        try {
            method.setAccessible(true);
            return method;
        } catch (RuntimeException ofAClosedModule) {
            return null;
        }
    }

    private static @Nullable Method publicly(@Nullable Class<?> type, Method method) {
        if (type == null) {
            return null;
        }
        if (Modifier.isPublic(type.getModifiers()) && !type.getName().startsWith("jdk.internal.")) {
            try {
                return type.getMethod(method.getName(), method.getParameterTypes());
            } catch (NoSuchMethodException notYet) {
                return null;
            }
        }
        for (Class<?> above : type.getInterfaces()) {
            Method found = publicly(above, method);
            if (found != null) {
                return found;
            }
        }
        return publicly(type.getSuperclass(), method);
    }
}
