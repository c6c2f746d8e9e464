package dev.firstfault.collectors.search;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far two parts of an array are the same. From Java 9 on the JVM has an instruction or two for it. */
final class CommonPrefix {

    /** {@code Arrays.mismatch(byte[], int, int, byte[], int, int)}; null on Java 8. */
    private static final @Nullable MethodHandle MISMATCH = mismatch();

    private CommonPrefix() {}

    private static @Nullable MethodHandle mismatch() {
        MethodType type = MethodType.methodType(
                int.class, byte[].class, int.class, int.class, byte[].class, int.class, int.class);
        try {
            return MethodHandles.publicLookup().findStatic(Arrays.class, "mismatch", type);
        } catch (ReflectiveOperationException e) { // Java 8
            return null;
        }
    }

    /** How many bytes from {@code a} and from {@code b} on are the same, at most {@code length}. */
    static int length(byte[] bytes, int a, int b, int length) {
        if (MISMATCH == null) {
            int i = 0;
            while (i < length && bytes[a + i] == bytes[b + i]) {
                i++;
            }
            return i;
        }
        int differs;
        try {
            differs = (int) MISMATCH.invokeExact(bytes, a, a + length, bytes, b, b + length);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return differs < 0 ? length : differs;
    }
}
