package dev.firstfault.collectors.thread;

import dev.firstfault.collectors.HeapRoom;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code java.lang.VirtualThread.parkOnCarrierThread}, which only a virtual thread goes through that cannot leave its
 * carrier, call the bridge before it blocks and after it. How the others park stays as it is.
 *
 * <p>Written with ASM alone, as the hooks on endings are. The start stamp is pushed before the receiver of {@code
 * Unsafe.park} is, and lies below its arguments until the call returns: no local variable is needed, and no frame moves.
 */
final class PinningHooks {

    private static final String BRIDGE = "dev/firstfault/bridge/SignalBridge";
    private static final String METHOD = "parkOnCarrierThread";
    private static final String UNSAFE = "jdk/internal/misc/Unsafe";

    /** One with a time limit and one without, on JDK 21 to 26. */
    private static final int PLACES = 2;

    private PinningHooks() {}

    /** Hooks the class, which is loaded: on a thread of the agent. Throws where it is not the class that we know. */
    static void install(Instrumentation instrumentation, Class<?> virtualThread) throws UnmodifiableClassException {
        if (!instrumentation.isRetransformClassesSupported()) {
            throw new IllegalStateException("the JVM cannot change loaded classes");
        }
        HeapRoom.require();
        Parking parking = new Parking(virtualThread);
        instrumentation.addTransformer(parking, true);
        try {
            instrumentation.retransformClasses(virtualThread);
        } finally {
            instrumentation.removeTransformer(parking);
        }
        if (parking.failure != null) {
            throw new IllegalStateException(parking.failure);
        }
    }

    /** Puts the calls in. */
    private static final class Parking implements ClassFileTransformer {

        private final Class<?> virtualThread;
        private @Nullable Throwable failure;

        Parking(Class<?> virtualThread) {
            this.virtualThread = virtualThread;
        }

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] classFile) {
            if (redefined != virtualThread) {
                return null;
            }
            try {
                return hooked(classFile);
            } catch (Throwable broken) {
                failure = broken; // the JVM would swallow it
                return null;
            }
        }
    }

    /** The class file with the calls in it. Throws where it is not the class that we know. */
    static byte[] hooked(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        Methods methods = new Methods(writer);
        reader.accept(methods, 0);
        if (methods.stamps != PLACES || methods.parks != PLACES) {
            throw new IllegalStateException(
                    methods.parks + " places found in " + METHOD + " instead of " + PLACES + "; this JDK is unknown");
        }
        return writer.toByteArray();
    }

    /** Finds the method. */
    private static final class Methods extends ClassVisitor {

        private int stamps;
        private int parks;

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
            return next == null || !name.equals(METHOD) ? next : new CallsAroundPark(next);
        }

        /** Finds where the receiver of {@code Unsafe.park} is pushed, and the call. */
        private final class CallsAroundPark extends MethodVisitor {

            CallsAroundPark(MethodVisitor next) {
                super(Opcodes.ASM9, next);
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                if (opcode == Opcodes.GETSTATIC && descriptor.equals("L" + UNSAFE + ";")) {
                    stamps++;
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, "pinning", "()J", false);
                }
                super.visitFieldInsn(opcode, owner, name, descriptor);
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                if (owner.equals(UNSAFE) && name.equals("park")) {
                    parks++;
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, "pinned", "(J)V", false);
                }
            }

            @Override
            public void visitMaxs(int maxStack, int maxLocals) {
                super.visitMaxs(maxStack + 2, maxLocals);
            }
        }
    }
}
