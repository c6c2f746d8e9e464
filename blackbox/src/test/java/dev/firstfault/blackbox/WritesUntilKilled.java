package dev.firstfault.blackbox;

import dev.firstfault.signals.SignalKind;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * A process whose threads write at the same moments, a thousand times a second, and note in a file of their own what the
 * writer has taken. Arguments: the box, that file.
 */
final class WritesUntilKilled {

    static final int THREADS = 4;
    private static final int BURST = 4;
    private static final long PERIOD_NANOS = 1_000_000;

    private WritesUntilKilled() {}

    public static void main(String[] args) throws IOException {
        BlackBoxWriter writer = Boxes.create(new File(args[0]).toPath());
        writer.claim((part, why) -> System.out.println("degraded " + part + ": " + why));
        try (RandomAccessFile access = new RandomAccessFile(args[1], "rw")) {
            MappedByteBuffer taken = access.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, THREADS * 8L);
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                new Thread(() -> writeForEver(writer, taken, thread)).start();
            }
        }
        for (long tick = 1; ; tick++) {
            writer.frame(Boxes.frame(tick, tick));
            writer.heartbeat(tick);
            awaitNextPeriod();
        }
    }

    private static void writeForEver(BlackBoxWriter writer, MappedByteBuffer taken, int thread) {
        for (long number = 1; ; number++) {
            writer.signal(SignalKind.CONNECT_FAILED, 0, number, 0, thread, number, 0, 1, 0);
            taken.putLong(thread * 8, number);
            if (number % BURST == 0) {
                awaitNextPeriod();
            }
        }
    }

    /** All threads wake together: that is when they meet at the file. */
    private static void awaitNextPeriod() {
        LockSupport.parkNanos(PERIOD_NANOS - System.nanoTime() % PERIOD_NANOS);
    }
}
