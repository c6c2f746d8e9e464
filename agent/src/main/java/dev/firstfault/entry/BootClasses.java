package dev.firstfault.entry;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * Gives the boot loader the classes that hooked code calls.
 *
 * <p>Not by {@code appendToBootstrapClassLoaderSearch}: since JDK 11 that makes HotSpot print a warning to the host's
 * stdout and stop sharing the host's archived classes.
 */
final class BootClasses {

    private static final String[] NAMES = {"dev/firstfault/bridge/Receiver", "dev/firstfault/bridge/SignalBridge"};

    private BootClasses() {}

    static void define(Instrumentation instrumentation, HiddenClassLoader classes) throws Exception {
        boolean modules = !System.getProperty("java.version", "").startsWith("1.");
        if (modules) {
            exportUnsafe(instrumentation);
        }
        Class<?> unsafeType = Class.forName(modules ? "jdk.internal.misc.Unsafe" : "sun.misc.Unsafe");
        if (modules) {
            // The package is exported, not opened: through the public accessor.
            defineWith(unsafeType, unsafeType.getMethod("getUnsafe").invoke(null), classes);
        } else {
            Field instance = unsafeType.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            defineWith(unsafeType, instance.get(null), classes);
        }
    }

    private static void defineWith(Class<?> unsafeType, Object unsafe, HiddenClassLoader classes) throws Exception {
        Method define = unsafeType.getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                java.security.ProtectionDomain.class);
        for (String name : NAMES) {
            byte[] bytes = classes.bytes(name + ".classdata");
            if (bytes == null) {
                throw new IOException(name + " is not in the agent's jar");
            }
            define.invoke(unsafe, name, bytes, 0, bytes.length, null, null);
        }
    }

    /** {@code java.base} exports {@code jdk.internal.misc} to this class's module; reflection, since 8 has no modules. */
    private static void exportUnsafe(Instrumentation instrumentation) throws Exception {
        Method getModule = Class.class.getMethod("getModule");
        Object base = getModule.invoke(Object.class);
        Object own = getModule.invoke(BootClasses.class);
        Map<String, Set<Object>> exports = Collections.singletonMap("jdk.internal.misc", Collections.singleton(own));
        Instrumentation.class
                .getMethod(
                        "redefineModule",
                        Class.forName("java.lang.Module"),
                        Set.class,
                        Map.class,
                        Map.class,
                        Set.class,
                        Map.class)
                .invoke(
                        instrumentation,
                        base,
                        Collections.emptySet(),
                        exports,
                        Collections.emptyMap(),
                        Collections.emptySet(),
                        Collections.emptyMap());
    }
}
