package dev.firstfault.collectors.http;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Makes the client of {@code java.net.http}, JDK 11 to 26, tell the bridge of each request and of the future that tells how it
 * ends. All overloads of {@code send} and {@code sendAsync} go through the one that is hooked.
 *
 * <p>Written with ASM alone, as the hooks on other classes of the JDK are. The call stands before the method's returns, so no frame
 * moves; and what it calls never throws. The class is loaded with the host's first client, and never by us.
 */
public final class JdkClientHooks {

    /** What hooks this class; the name in {@code probes.jdk-http-client=off}. */
    public static final String PROBE = "jdk-http-client";

    /** Hooked, as class files name it. */
    public static final String CLIENT = "jdk/internal/net/http/HttpClientImpl";

    private static final String BRIDGE = "dev/firstfault/bridge/SignalBridge";
    private static final String METHOD = "sendAsync";
    private static final String PARAMETERS = "(Ljava/net/http/HttpRequest;Ljava/net/http/HttpResponse$BodyHandler;"
            + "Ljava/net/http/HttpResponse$PushPromiseHandler;Ljava/util/concurrent/Executor;)";

    private JdkClientHooks() {}

    /** The class file with the calls in it. Throws where it is not the class that we know. */
    public static byte[] hooked(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        Methods methods = new Methods(writer);
        reader.accept(methods, 0);
        if (!methods.hooked) {
            throw new IllegalStateException("no " + METHOD + " in " + CLIENT + "; this version is unknown");
        }
        return writer.toByteArray();
    }

    /** Finds the method. */
    private static final class Methods extends ClassVisitor {

        private boolean hooked;

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
            if (next == null || !name.equals(METHOD) || !descriptor.startsWith(PARAMETERS)) {
                return next;
            }
            hooked = true;
            return new CallBeforeReturn(next);
        }
    }

    /** Calls the bridge with the first argument, the request, and with what is returned. */
    private static final class CallBeforeReturn extends MethodVisitor {

        CallBeforeReturn(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                super.visitInsn(Opcodes.DUP);
                super.visitVarInsn(Opcodes.ALOAD, 1);
                super.visitInsn(Opcodes.SWAP);
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, BRIDGE, "exchangeSent", "(Ljava/lang/Object;Ljava/lang/Object;)V", false);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + 2, maxLocals);
        }
    }
}
