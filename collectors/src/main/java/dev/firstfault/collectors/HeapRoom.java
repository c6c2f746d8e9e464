package dev.firstfault.collectors;

/**
 * Whether the heap has room to change loaded classes in. A JVM that runs out of heap while it does crashes more often than
 * not (JDK 17, {@code SIGSEGV} in the collection that follows): better to see less than to end the host.
 */
public final class HeapRoom {

    /** The hooks' class files, the library that changes them, and what the application takes meanwhile. */
    private static final long NEEDED = 4L << 20;

    private HeapRoom() {}

    /** Throws where too little is free; what was to be hooked then goes unseen. */
    public static void require() {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        if (free < NEEDED) {
            throw new IllegalStateException("no room on the heap to change loaded classes");
        }
    }
}
