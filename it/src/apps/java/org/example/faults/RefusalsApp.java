package org.example.faults;

import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that connect in vain at the same moments, each to targets of its own, and count in a mapped file which failures they
 * know of. A failure is counted when {@code getConnection} has thrown. Argument: the file; it gets a long for each target.
 */
public final class RefusalsApp {
    public static final int THREADS = 4;
    public static final int TARGETS = 8;

    /** Each target fails every 60 ms: below the rate from which failures are counted instead of recorded one by one. */
    private static final long STEP_NANOS = 60_000_000 / TARGETS;

    public static void main(String[] arguments) throws Exception {
        CountDownLatch failing = new CountDownLatch(THREADS);
        try (RandomAccessFile file = new RandomAccessFile(arguments[0], "rw")) {
            MappedByteBuffer known = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, 8L * THREADS * TARGETS);
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread * TARGETS;
                new Thread(() -> failForEver(known, first, failing)).start();
            }
        }
        failing.await();
        System.out.println("ready");
    }

    /** What the target with this number is called, in URLs and records. */
    public static String target(int number) {
        return "jdbc:h2:mem:absent" + number;
    }

    private static void failForEver(MappedByteBuffer known, int first, CountDownLatch failing) {
        for (long failures = 1; ; failures++) {
            for (int number = first; number < first + TARGETS; number++) {
                LockSupport.parkNanos(STEP_NANOS - System.nanoTime() % STEP_NANOS); // all threads wake together
                try {
                    DriverManager.getConnection(target(number) + ";IFEXISTS=TRUE")
                            .close();
                    throw new IllegalStateException(target(number) + " exists");
                } catch (SQLException absent) {
                    known.putLong(8 * number, failures);
                }
            }
            failing.countDown();
        }
    }

    private RefusalsApp() {}
}
