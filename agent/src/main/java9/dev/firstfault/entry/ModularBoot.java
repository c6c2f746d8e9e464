package dev.firstfault.entry;

import java.lang.instrument.Instrumentation;
import java.util.Collections;

/**
 * What starting takes in a JVM with modules, Java 9 and later. Linked instead of looked up: since JDK 18 every
 * new shape of reflective call makes the JVM write bytecode, some 15 ms of CPU time for each of the three that would be needed.
 */
final class ModularBoot {

    private ModularBoot() {}

    /** Defines a class in the boot loader. */
    static void define(Instrumentation instrumentation, String name, byte[] classFile) {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Collections.emptySet(),
                Collections.singletonMap("jdk.internal.misc", Collections.singleton(ModularBoot.class.getModule())),
                Collections.emptyMap(),
                Collections.emptySet(),
                Collections.emptyMap());
        jdk.internal.misc.Unsafe.getUnsafe().defineClass(name, classFile, 0, classFile.length, null, null);
    }

    /** A new object of a class that has no fields, its constructor not called. */
    static Object make(Class<?> type) throws InstantiationException {
        return jdk.internal.misc.Unsafe.getUnsafe().allocateInstance(type);
    }
}
