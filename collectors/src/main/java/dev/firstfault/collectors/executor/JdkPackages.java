package dev.firstfault.collectors.executor;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** Opens packages of the JDK to the agent's reflection, and to nobody else's. */
public final class JdkPackages {

    private final Instrumentation instrumentation;

    public JdkPackages(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Opens these packages of {@code java.base}; nothing to do before JDK 9. */
    void open(String... packages) throws ReflectiveOperationException {
        if (System.getProperty("java.version", "").startsWith("1.")) {
            return;
        }
        Method getModule = Class.class.getMethod("getModule");
        Object base = getModule.invoke(Object.class);
        Set<Object> own = Collections.singleton(getModule.invoke(JdkPackages.class));
        Map<String, Set<Object>> opened = new java.util.HashMap<>();
        for (String name : packages) {
            opened.put(name, own);
        }
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
                        Collections.emptyMap(),
                        opened,
                        Collections.emptySet(),
                        Collections.emptyMap());
    }
}
