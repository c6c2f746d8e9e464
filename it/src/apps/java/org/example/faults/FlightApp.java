package org.example.faults;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;

/**
 * Makes some garbage; when told to, has a thread read large files into one array each, and another count without a pause while all threads are
 * to stop; prints {@code done}. Arguments: a file to wait for before that, and one to wait for before it ends.
 */
public final class FlightApp {
    public static final int LARGE_MEGABYTES = 48;

    private static final int FILES = 10;
    private static final int READ = 32 * 1024;
    private static final int COUNT = 1_000_000_000;

    private static volatile byte[] latest = new byte[0];
    private static volatile int counted;

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("ready");
        await(arguments[0]);
        Thread loader = new Thread(FlightApp::readAll, "file-loader-7");
        loader.start();
        loader.join();
        count(COUNT / 100); // so that it is compiled as a whole
        standStill();
        System.out.println("done " + (counted != 0 && latest.length > 0));
        await(arguments[1]);
    }

    private static void await(String file) throws InterruptedException {
        while (!new File(file).exists()) {
            latest = new byte[READ];
            Thread.sleep(10);
        }
    }

    private static void readAll() {
        for (int file = 0; file < FILES; file++) {
            for (int i = 0; i < 100; i++) {
                latest = new byte[READ];
            }
            latest = new byte[LARGE_MEGABYTES << 20];
        }
    }

    /** A thread that counts so comes to no safepoint before the end, where {@code -XX:-UseCountedLoopSafepoints} is given. */
    private static void standStill() throws InterruptedException {
        CountDownLatch counting = new CountDownLatch(1);
        Thread counter = new Thread(
                () -> {
                    counting.countDown();
                    count(COUNT);
                },
                "counter-1");
        counter.start();
        counting.await();
        while (counter.isAlive()) {
            ManagementFactory.getThreadMXBean().dumpAllThreads(true, true);
            Thread.sleep(10);
        }
    }

    private static void count(int most) {
        int sum = 1;
        for (int i = 0; i < most; i++) {
            sum = sum * 31 + i;
        }
        counted = sum | 1;
    }

    private FlightApp() {}
}
