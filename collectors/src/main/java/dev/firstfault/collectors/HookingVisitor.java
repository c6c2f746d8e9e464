package dev.firstfault.collectors;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Puts advice around the methods that hooks name, and remembers which hooks found one. */
final class HookingVisitor extends ClassVisitor {

    private final HostType host;
    private final List<Hook> hooks;
    private final AdvicePool advices;
    private final Set<Hook> hooked = new HashSet<>();
    private Implementation.@Nullable Context context;
    private @Nullable TypeDescription type;
    private int version;

    HookingVisitor(ClassVisitor next, HostType host, List<Hook> hooks, AdvicePool advices) {
        super(OpenedClassReader.ASM_API, next);
        this.host = host;
        this.hooks = hooks;
        this.advices = advices;
    }

    boolean hooked(Hook hook) {
        return hooked.contains(hook);
    }

    boolean hookedAny() {
        return !hooked.isEmpty();
    }

    @Override
    public void visit(
            int classVersion, int access, String name, String signature, String superName, String[] interfaces) {
        version = classVersion;
        super.visit(classVersion, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE)) != 0) {
            return visitor;
        }
        for (Hook hook : hooks) {
            if (hook.matches(name, descriptor)) {
                visitor = around(visitor, name, descriptor, hook);
            }
        }
        return visitor;
    }

    private MethodVisitor around(MethodVisitor inner, String name, String descriptor, Hook hook) {
        TypeDescription instrumented = type;
        Implementation.Context implementation = context;
        if (instrumented == null || implementation == null) {
            instrumented = host.description();
            implementation = contextOf(instrumented);
            type = instrumented;
            context = implementation;
        }
        for (MethodDescription.InDefinedShape method : instrumented.getDeclaredMethods()) {
            if (method.getInternalName().equals(name) && method.getDescriptor().equals(descriptor)) {
                hooked.add(hook);
                return advices.advice(hook.advice())
                        .wrap(instrumented, method, inner, implementation, host.pool(), 0, 0);
            }
        }
        return inner;
    }

    private Implementation.Context contextOf(TypeDescription instrumented) {
        ClassFileVersion classFileVersion = ClassFileVersion.ofMinorMajor(version);
        return Implementation.Context.Disabled.Factory.INSTANCE.make(
                instrumented,
                new AuxiliaryType.NamingStrategy.Suffixing("firstfault"),
                TypeInitializer.None.INSTANCE,
                classFileVersion,
                classFileVersion,
                classFileVersion.isAtLeast(ClassFileVersion.JAVA_V6)
                        ? Implementation.Context.FrameGeneration.GENERATE
                        : Implementation.Context.FrameGeneration.DISABLED);
    }
}
