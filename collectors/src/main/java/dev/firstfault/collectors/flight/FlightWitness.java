package dev.firstfault.collectors.flight;

import dev.firstfault.signals.Health;
import dev.firstfault.signals.SignalSink;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Starts the flight recorder as a second witness, well after the host's {@code main}, on the thread that runs this: a
 * daemon, which then reads what is recorded for as long as the process lives.
 */
public final class FlightWitness implements Runnable {

    static final String PART = "jfr";

    /** Java 14 bytecode: only ever asked for by name. */
    private static final String RECORDING = "dev.firstfault.collectors.flight.FlightRecording";

    /** Streams came with 14 (JEP 349). */
    private static final int FIRST_VERSION = 14;

    /** What starts is left alone. */
    private static final long FIRST_WAIT_NANOS = 10_000_000_000L;

    private static final long NEXT_WAIT_NANOS = 5_000_000_000L;

    /** The start takes some 15 MB for a moment. A heap that lacks them is the host's. */
    private static final long ROOM_BYTES = 32L << 20;

    private final File directory;
    private final SignalSink sink;
    private final Health health;

    /** @param directory where the recording goes, a folder of its own for each process; made where it is missing */
    public FlightWitness(File directory, SignalSink sink, Health health) {
        this.directory = directory;
        this.sink = sink;
        this.health = health;
    }

    @Override
    public void run() {
        String version = System.getProperty("java.specification.version", "");
        if (!hasStreams(version)) {
            health.degraded(
                    PART,
                    "not asked: the flight recorder of Java " + version
                            + " tells nothing while it runs (14 and later do);"
                            + " where memory was taken, and why the JVM stood still, was not seen");
            return;
        }
        await(FIRST_WAIT_NANOS);
        while (room() < ROOM_BYTES) {
            await(NEXT_WAIT_NANOS);
        }
        try {
            Object recording = Class.forName(RECORDING)
                    .getConstructor(File.class, SignalSink.class, Health.class)
                    .newInstance(directory, sink, health);
            ((Runnable) recording).run();
        } catch (InvocationTargetException unavailable) {
            unavailable(unavailable.getCause());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException unavailable) {
            unavailable(unavailable);
        }
    }

    private void unavailable(@Nullable Throwable why) {
        health.degraded(PART, "the flight recorder cannot be used: " + why);
    }

    static boolean hasStreams(String specification) {
        try {
            return Integer.parseInt(specification) >= FIRST_VERSION;
        } catch (NumberFormatException oldStyle) {
            return false; // 1.8
        }
    }

    private void await(long nanos) {
        long due = sink.nanosSinceOrigin() + nanos;
        for (long left = nanos; left > 0; left = due - sink.nanosSinceOrigin()) {
            LockSupport.parkNanos(this, left);
            // A set interrupt would make every later park return at once.
            Thread.interrupted();
        }
    }

    private static long room() {
        Runtime heap = Runtime.getRuntime();
        return heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
    }
}
