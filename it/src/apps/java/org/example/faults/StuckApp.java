package org.example.faults;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lives on and does nothing any more. Arguments: {@code deadlock}, two threads take two locks crosswise; {@code direct}, the main
 * thread dies for want of direct memory and leaves a server without work behind; {@code idle}, nothing is wrong with that server.
 */
public final class StuckApp {
    private static final List<ByteBuffer> retained = new ArrayList<>();

    public static void main(String[] arguments) throws InterruptedException {
        new Thread(StuckApp::serve, "server").start();
        System.out.println("ready");
        TimeUnit.SECONDS.sleep(2); // all of the agent is up, as in a real service
        switch (arguments[0]) {
            case "deadlock":
                deadlock();
                return;
            case "direct":
                while (true) {
                    retained.add(ByteBuffer.allocateDirect(1 << 20));
                }
            case "idle":
                return;
            default:
                throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void serve() {
        while (true) {
            LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1));
        }
    }

    private static void deadlock() {
        Object left = new Object();
        Object right = new Object();
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        new Thread(() -> take(left, right, bothHoldOne), "left-first").start();
        new Thread(() -> take(right, left, bothHoldOne), "right-first").start();
    }

    private static void take(Object first, Object second, CountDownLatch bothHoldOne) {
        synchronized (first) {
            bothHoldOne.countDown();
            try {
                bothHoldOne.await();
            } catch (InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
            }
            synchronized (second) {
                System.out.println("never");
            }
        }
    }

    private StuckApp() {}
}
