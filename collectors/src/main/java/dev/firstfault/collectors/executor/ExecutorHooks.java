package dev.firstfault.collectors.executor;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code java.util.concurrent.ThreadPoolExecutor} tell the bridge when it is constructed, starts a thread, turns a
 * task away, is shut down and ends; {@code ForkJoinPool} when it is constructed, starts a thread and is shut down; Netty's
 * {@code SingleThreadEventExecutor} when it is constructed and turns a task away. {@code execute} itself stays as it is.
 *
 * <p>Written with ASM alone, as nearly every program that has threads loads the first, and every one that uses Netty the
 * last: Byte Buddy's own language costs ten times as much. All calls stand at a method's entry, before a return or before another call, so no frame
 * moves; and what they call never throws.
 */
public final class ExecutorHooks {

    /** What hooks this class; the name in {@code probes.executor=off}. */
    public static final String PROBE = "executor";

    /** Hooked, as class files name it. */
    public static final String THREAD_POOL = "java/util/concurrent/ThreadPoolExecutor";

    /** Hooked, as class files name it. */
    public static final String FORK_JOIN = "java/util/concurrent/ForkJoinPool";

    /** Hooked, as class files name it from its end: libraries bring Netty along under names of their own. */
    public static final String EVENT_LOOP = "netty/util/concurrent/SingleThreadEventExecutor";

    /** As many places as JDK 8 to 26 have. */
    private static final int PLACES_OF_THREAD_POOL = 6;

    /** As many as JDK 8 has; later ones have a further constructor. */
    private static final int LEAST_PLACES_OF_FORK_JOIN = 6;

    /** Its constructors: 4.0 and 4.1.0 have no bounds, and say of no loop that it turns away. */
    private static final int LEAST_PLACES_OF_EVENT_LOOP = 1;

    private static final String BRIDGE = "dev/firstfault/bridge/SignalBridge";
    private static final String OPENED = "executorOpened";
    private static final String CLOSED = "executorClosed";
    private static final String REJECTED = "taskRejected";
    private static final String LOOP_OPENED = "eventLoopOpened";
    private static final String LOOP_REJECTED = "eventLoopRejected";

    private ExecutorHooks() {}

    /** One of these class files with the calls in it. Throws where it is not the class that we know. */
    public static byte[] hooked(String className, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        Methods methods = new Methods(writer, className);
        reader.accept(methods, 0);
        if (!isKnown(className, methods.hooked)) {
            throw new IllegalStateException(
                    methods.hooked + " places found in " + className + "; this version is unknown");
        }
        return writer.toByteArray();
    }

    private static boolean isKnown(String className, int places) {
        if (className.equals(THREAD_POOL)) {
            return places == PLACES_OF_THREAD_POOL;
        }
        return places >= (className.equals(FORK_JOIN) ? LEAST_PLACES_OF_FORK_JOIN : LEAST_PLACES_OF_EVENT_LOOP);
    }

    /** Finds the places. */
    private static final class Methods extends ClassVisitor {

        private final String className;
        private int hooked;

        Methods(ClassVisitor next, String className) {
            super(Opcodes.ASM9, next);
            this.className = className;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            Place place = place(access, name, descriptor);
            if (place == null || next == null) {
                return next;
            }
            hooked++;
            return new Calls(next, place);
        }

        private @Nullable Place place(int access, String name, String descriptor) {
            switch (className) {
                case THREAD_POOL:
                    return placeInThreadPool(name + descriptor);
                case FORK_JOIN:
                    return placeInForkJoin(access, name);
                default:
                    return placeInEventLoop(name, descriptor);
            }
        }

        private static @Nullable Place placeInEventLoop(String method, String descriptor) {
            if (method.equals("<init>")) {
                return new Place(null, LOOP_OPENED, null);
            }
            boolean full = method.equals("reject") && descriptor.equals("(Ljava/lang/Runnable;)V");
            return full ? new Place(LOOP_REJECTED, null, null) : null;
        }

        private static @Nullable Place placeInForkJoin(int access, String method) {
            switch (method) {
                case "<init>":
                    // The common pool's is not public: the class constructs it whether or not anybody wants it.
                    return (access & Opcodes.ACC_PUBLIC) == 0 ? null : new Place(null, OPENED, null);
                case "createWorker":
                    return new Place(OPENED, null, null);
                case "shutdown":
                case "shutdownNow":
                    return new Place(null, CLOSED, null);
                default:
                    return null;
            }
        }

        private static @Nullable Place placeInThreadPool(String method) {
            switch (method) {
                // The constructor that all others call.
                case "<init>(IIJLjava/util/concurrent/TimeUnit;Ljava/util/concurrent/BlockingQueue;"
                        + "Ljava/util/concurrent/ThreadFactory;Ljava/util/concurrent/RejectedExecutionHandler;)V":
                    return new Place(null, OPENED, null);
                // Also executors that are older than the hook.
                case "addWorker(Ljava/lang/Runnable;Z)Z":
                    return new Place(OPENED, null, null);
                case "reject(Ljava/lang/Runnable;)V":
                    return new Place(REJECTED, null, null);
                case "shutdown()V":
                case "shutdownNow()Ljava/util/List;":
                    return new Place(null, CLOSED, null);
                // When the last thread is gone, and under its lock.
                case "tryTerminate()V":
                    return new Place(null, null, CLOSED);
                default:
                    return null;
            }
        }
    }

    /** Where in a method which bridge call stands. */
    private static final class Place {

        private final @Nullable String atEntry;
        private final @Nullable String beforeReturn;
        private final @Nullable String beforeTerminated;

        Place(@Nullable String atEntry, @Nullable String beforeReturn, @Nullable String beforeTerminated) {
            this.atEntry = atEntry;
            this.beforeReturn = beforeReturn;
            this.beforeTerminated = beforeTerminated;
        }
    }

    /** Puts the calls in. */
    private static final class Calls extends MethodVisitor {

        /** The executor, and the task. */
        private static final int MOST_ARGUMENTS = 2;

        private final Place place;

        Calls(MethodVisitor next, Place place) {
            super(Opcodes.ASM9, next);
            this.place = place;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            call(place.atEntry);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                call(place.beforeReturn);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (name.equals("terminated")) {
                call(place.beforeTerminated);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        private void call(@Nullable String method) {
            if (method == null) {
                return;
            }
            super.visitVarInsn(Opcodes.ALOAD, 0);
            boolean withTask = method.equals(REJECTED) || method.equals(LOOP_REJECTED);
            if (withTask) {
                super.visitVarInsn(Opcodes.ALOAD, 1);
            }
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    BRIDGE,
                    method,
                    withTask ? "(Ljava/lang/Object;Ljava/lang/Object;)V" : "(Ljava/lang/Object;)V",
                    false);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + MOST_ARGUMENTS, maxLocals);
        }
    }
}
