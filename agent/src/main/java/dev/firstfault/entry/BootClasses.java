package dev.firstfault.entry;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.security.ProtectionDomain;

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
        for (String name : NAMES) {
            byte[] classFile = classes.bytes(name + ".classdata");
            if (classFile == null) {
                throw new IOException(name + " is not in the agent's jar");
            }
            if (JavaVersion.hasModules()) {
                ModularBoot.define(instrumentation, name, classFile);
            } else {
                defineOn8(name, classFile);
            }
        }
    }

    private static void defineOn8(String name, byte[] classFile) throws Exception {
        Class<?> unsafeType = Class.forName("sun.misc.Unsafe");
        Field instance = unsafeType.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        unsafeType
                .getMethod(
                        "defineClass",
                        String.class,
                        byte[].class,
                        int.class,
                        int.class,
                        ClassLoader.class,
                        ProtectionDomain.class)
                .invoke(instance.get(null), name, classFile, 0, classFile.length, null, null);
    }
}
