package org.example.faults;

import java.io.File;
import java.util.concurrent.CountDownLatch;

/**
 * Has virtual threads sleep: within {@code synchronized}, within a class initialiser and with neither; prints {@code done} and stays. Needs
 * JDK 21. Argument: a file to wait for when the first virtual thread has run.
 */
public final class PinnedApp {
    /** How often one sleeps within {@code synchronized}, and as often with nothing that holds it. */
    public static final int TIMES = 5;

    public static final int SLEEP_MILLIS = 100;

    private static final Object LOCK = new Object();

    public static void main(String[] arguments) throws ReflectiveOperationException, InterruptedException {
        runVirtual(() -> System.out.println("open"));
        while (!new File(arguments[0]).exists()) {
            Thread.sleep(20);
        }
        for (int i = 0; i < TIMES; i++) {
            runVirtual(PinnedApp::sleepWithLock);
            runVirtual(PinnedApp::sleep);
        }
        runVirtual(() -> System.out.println("initialised " + SleepsAtFirst.done));
        System.out.println("done");
        new CountDownLatch(1).await();
    }

    private static void runVirtual(Runnable task) throws ReflectiveOperationException, InterruptedException {
        // By name: this program is compiled for Java 8.
        Thread thread = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        thread.join();
    }

    private static void sleepWithLock() {
        synchronized (LOCK) {
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(SLEEP_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private PinnedApp() {}

    private static final class SleepsAtFirst {
        static final boolean done;

        static {
            sleep();
            done = true;
        }
    }
}
