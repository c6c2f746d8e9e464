package dev.firstfault.collectors.net;

import dev.firstfault.collectors.HeapRoom;
import dev.firstfault.signals.Health;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code InetAddress.getAddressesFromNameService}, which every look-up that misses the cache goes through on JDK 8 to
 * 26, call the bridge when it begins and before it returns or throws.
 *
 * <p>Written with ASM alone, as the hooks on endings are. The method throws nothing but what it names itself, so the calls
 * stand before its own instructions, and no frame moves.
 */
public final class NameHooks {

    private static final String PART = "name-hooks";
    private static final String BRIDGE = "dev/firstfault/bridge/SignalBridge";
    private static final String METHOD = "getAddressesFromNameService";

    private NameHooks() {}

    /** Hooks the class, which is loaded and used: not in {@code premain}, on a thread of the agent. Never throws. */
    public static void install(Instrumentation instrumentation, Health health) {
        try {
            if (!instrumentation.isRetransformClassesSupported()) {
                health.degraded(PART, "the JVM cannot change loaded classes; name look-ups go unseen");
                return;
            }
            HeapRoom.require();
            // Loaded before the transformer is there: one that asks for the class it is given closes a circle.
            Class<?> addresses = InetAddress.class;
            Lookup lookup = new Lookup(addresses);
            instrumentation.addTransformer(lookup, true);
            try {
                instrumentation.retransformClasses(addresses);
            } finally {
                instrumentation.removeTransformer(lookup);
            }
            if (lookup.failure != null) {
                throw lookup.failure;
            }
            if (!lookup.hooked) {
                health.degraded(PART, "InetAddress has no " + METHOD + "; this JDK is unknown");
            }
        } catch (Throwable failed) {
            health.degraded(PART, "name look-ups go unseen: " + failed);
        }
    }

    /** Puts the calls in. */
    private static final class Lookup implements ClassFileTransformer {

        private final Class<?> addresses;
        private boolean hooked;
        private @Nullable Throwable failure;

        Lookup(Class<?> addresses) {
            this.addresses = addresses;
        }

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] classFile) {
            if (redefined != addresses) {
                return null;
            }
            try {
                ClassReader reader = new ClassReader(classFile);
                ClassWriter writer = new ClassWriter(reader, 0);
                reader.accept(new Methods(writer), 0);
                return writer.toByteArray();
            } catch (Throwable broken) {
                failure = broken; // the JVM would swallow it
                return null;
            }
        }

        /** Finds the method. */
        private final class Methods extends ClassVisitor {

            Methods(ClassVisitor next) {
                super(Opcodes.ASM9, next);
            }

            @Override
            public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                boolean ofName = name.equals(METHOD)
                        && descriptor.startsWith("(Ljava/lang/String;")
                        && (access & Opcodes.ACC_STATIC) != 0;
                if (!ofName || next == null) {
                    return next;
                }
                hooked = true;
                return new CallsAround(next);
            }
        }
    }

    /** Calls the bridge with the name, the first argument. */
    private static final class CallsAround extends MethodVisitor {

        CallsAround(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, "nameResolving", "(Ljava/lang/String;)V", false);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                super.visitInsn(Opcodes.ACONST_NULL);
                callResolved();
            } else if (opcode == Opcodes.ATHROW) {
                super.visitInsn(Opcodes.DUP);
                super.visitVarInsn(Opcodes.ALOAD, 0);
                super.visitInsn(Opcodes.SWAP);
                callResolved();
            }
            super.visitInsn(opcode);
        }

        private void callResolved() {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, BRIDGE, "nameResolved", "(Ljava/lang/String;Ljava/lang/Throwable;)V", false);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + 2, maxLocals);
        }
    }
}
