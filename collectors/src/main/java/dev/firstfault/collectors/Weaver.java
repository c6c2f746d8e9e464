package dev.firstfault.collectors;

import dev.firstfault.signals.Health;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Inlines the advice of hooks into a class file, for a first definition and for a retransformation alike: nothing but
 * method bodies changes.
 *
 * <p>Loaded with the first hooked class of the host, for it brings Byte Buddy along. Byte Buddy's own engine is left
 * out: its {@code Advice} is put straight between a reader and a writer, which loads about half of the classes.
 * Thread-safe.
 */
public final class Weaver {

    private final SignalSink sink;
    private final Health health;
    private final AdvicePool advicePool;

    public Weaver(AdviceSource adviceSource, SignalSink sink, Health health) {
        this.sink = sink;
        this.health = health;
        this.advicePool = new AdvicePool(adviceSource);
    }

    /**
     * The class file with the hooks in it, or null where there is nothing to change or it cannot be done; that is said
     * to {@link Health}. Never throws.
     */
    public byte @Nullable [] weave(String internalName, byte[] classFile, List<Hook> hooks) {
        try {
            return woven(internalName, classFile, hooks);
        } catch (Throwable failed) { // also LinkageError: whatever it is, the host's class stays as it was
            health.degraded(
                    "probe:" + hooks.get(0).probe(),
                    "could not hook " + internalName.replace('/', '.') + ": " + failed);
            return null;
        }
    }

    private synchronized byte @Nullable [] woven(String internalName, byte[] classFile, List<Hook> hooks) {
        ClassReader reader = OpenedClassReader.of(classFile);
        // Shares the constant pool and copies untouched methods as they are.
        ClassWriter writer = new ClassWriter(reader, 0);
        HookingVisitor visitor = new HookingVisitor(writer, new HostType(internalName, classFile), hooks, advicePool);
        reader.accept(visitor, 0);
        for (Hook hook : hooks) {
            if (hook.required() && !visitor.hooked(hook)) {
                sink.record(
                        SignalKind.UNHOOKED,
                        new Resource(ResourceKind.AGENT_PART, hook.probe() + ": " + hook),
                        0,
                        0,
                        0,
                        0);
                health.degraded("probe:" + hook.probe(), "this version of the library has no " + hook);
            }
        }
        return visitor.hookedAny() ? writer.toByteArray() : null;
    }
}
