package dev.firstfault.collectors.jvm;

import dev.firstfault.collectors.HeapRoom;
import dev.firstfault.signals.Health;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code Runtime.exit}, {@code Runtime.halt}, {@code ThreadGroup.uncaughtException} and the constructor of {@code
 * OutOfMemoryError} call the bridge first.
 *
 * <p>Written with ASM alone: that costs a tenth of what Byte Buddy's own language does, and one call at a method's entry
 * needs no more. The call stands before the first instruction, so no frame moves; and what it calls never throws.
 */
public final class EndingHooks {

    private static final String PART = "ending-hooks";
    private static final String BRIDGE = "dev/firstfault/bridge/SignalBridge";

    private EndingHooks() {}

    /**
     * Hooks the classes, which are loaded and used: not in {@code premain}, on a thread of the agent. Costs some
     * hundredths of a CPU second once. Never throws.
     */
    public static void install(Instrumentation instrumentation, Health health) {
        try {
            if (!instrumentation.isRetransformClassesSupported()) {
                health.degraded(PART, "the JVM cannot change loaded classes; exit, halt and uncaught go unseen");
                return;
            }
            HeapRoom.require();
            Entry entry = new Entry();
            instrumentation.addTransformer(entry, true);
            try {
                instrumentation.retransformClasses(Runtime.class, ThreadGroup.class, OutOfMemoryError.class);
            } finally {
                instrumentation.removeTransformer(entry);
            }
            if (entry.failure != null) {
                throw entry.failure;
            }
            if (entry.hooked != Entry.METHODS) {
                health.degraded(PART, entry.hooked + " of " + Entry.METHODS + " methods found; this JDK is unknown");
            }
        } catch (Throwable failed) {
            health.degraded(PART, "exit, halt and uncaught go unseen: " + failed);
        }
    }

    /** Puts the calls in. */
    private static final class Entry implements ClassFileTransformer {

        static final int METHODS = 4;

        int hooked;

        @Nullable
        Throwable failure;

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] classFile) {
            if (redefined != Runtime.class && redefined != ThreadGroup.class && redefined != OutOfMemoryError.class) {
                return null;
            }
            try {
                ClassReader reader = new ClassReader(classFile);
                ClassWriter writer = new ClassWriter(reader, 0);
                reader.accept(new Methods(redefined, writer), 0);
                return writer.toByteArray();
            } catch (Throwable broken) {
                // The JVM would swallow it.
                failure = broken;
                return null;
            }
        }

        /** Finds the methods. */
        private final class Methods extends ClassVisitor {

            private final Class<?> type;

            Methods(Class<?> type, ClassVisitor next) {
                super(Opcodes.ASM9, next);
                this.type = type;
            }

            @Override
            public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                String call = bridgeCall(type, name + descriptor);
                if (call == null || next == null) {
                    return next;
                }
                hooked++;
                return new CallAtEntry(next, call, descriptor);
            }
        }

        private static @Nullable String bridgeCall(Class<?> type, String method) {
            if (type == OutOfMemoryError.class) {
                return method.equals("<init>(Ljava/lang/String;)V") ? "memoryRefused" : null;
            }
            switch (method) {
                case "exit(I)V":
                    return "exiting";
                case "halt(I)V":
                    return "halting";
                case "uncaughtException(Ljava/lang/Thread;Ljava/lang/Throwable;)V":
                    return "uncaught";
                default:
                    return null;
            }
        }
    }

    /** Calls the bridge with the method's own arguments; in a constructor, before there is an object. */
    private static final class CallAtEntry extends MethodVisitor {

        private final String call;
        private final String descriptor;
        private final boolean status;
        private final int arguments;

        CallAtEntry(MethodVisitor next, String call, String descriptor) {
            super(Opcodes.ASM9, next);
            this.call = call;
            this.descriptor = descriptor;
            status = descriptor.equals("(I)V");
            arguments = call.equals("uncaught") ? 2 : 1;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (status) {
                super.visitVarInsn(Opcodes.ILOAD, 1);
            } else {
                for (int argument = 1; argument <= arguments; argument++) {
                    super.visitVarInsn(Opcodes.ALOAD, argument);
                }
            }
            super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, call, descriptor, false);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, arguments), maxLocals);
        }
    }
}
