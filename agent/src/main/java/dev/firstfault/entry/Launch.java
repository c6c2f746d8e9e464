package dev.firstfault.entry;

import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** From the role gate to the hidden classes: what there is to do before the agent proper can be loaded. */
final class Launch {

    /** Set once the agent is in this JVM; keeps a second copy of the jar out. */
    private static final String ACTIVE_PROPERTY = "firstfault.active";

    private Launch() {}

    static void beforeMain(@Nullable String arguments, Instrumentation instrumentation) throws Exception {
        String role = RoleGate.role(arguments);
        if (!RoleGate.SKIPPED.equals(role)) {
            start(arguments, instrumentation, role, false);
        }
    }

    /** Whoever attaches has chosen this JVM, so the gate only names its role. */
    static void attached(@Nullable String arguments, Instrumentation instrumentation) throws Exception {
        String role = RoleGate.role(arguments);
        start(arguments, instrumentation, RoleGate.SKIPPED.equals(role) ? RoleGate.APP : role, true);
    }

    private static void start(
            @Nullable String arguments, Instrumentation instrumentation, String role, boolean attached)
            throws Exception {
        if (System.getProperties().putIfAbsent(ACTIVE_PROPERTY, "true") != null) {
            System.err.println("firstfault: already in this JVM; the second -javaagent or attach is ignored");
            return;
        }
        HiddenClassLoader hidden = new HiddenClassLoader(
                new JarFile(HiddenClassLoader.ownJar(), false),
                ClassLoader.getSystemClassLoader().getParent());
        BootClasses.define(instrumentation, hidden);
        Class<?> agent = hidden.loadClass("dev.firstfault.agent.AgentStart");
        @SuppressWarnings("unchecked") // the agent's own class, seen through what both loaders see
        BiConsumer<Instrumentation, String[]> start = (BiConsumer<Instrumentation, String[]>)
                (JavaVersion.hasModules()
                        ? ModularBoot.make(agent)
                        : agent.getConstructor().newInstance());
        start.accept(
                instrumentation, new String[] {arguments == null ? "" : arguments, role, attached ? "attached" : ""});
    }
}
