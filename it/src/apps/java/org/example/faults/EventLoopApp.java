package org.example.faults;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Has a task block one of two event loops of Netty while others come for it, counts for itself what becomes of them, prints
 * {@code waiting <count>} and {@code rejected <count>}, and stays. Argument: the tasks that come.
 */
public final class EventLoopApp {
    private final CountDownLatch release = new CountDownLatch(1);

    private EventLoopApp() {}

    public static void main(String[] arguments) throws InterruptedException {
        new EventLoopApp().run(Integer.parseInt(arguments[0]));
    }

    private void run(int tasks) throws InterruptedException {
        EventLoopGroup group = new NioEventLoopGroup(2);
        EventLoop blocked = group.next();
        start(group.next());
        CountDownLatch running = new CountDownLatch(1);
        blocked.execute(() -> occupy(running));
        running.await();
        int rejected = 0;
        for (int i = 0; i < tasks; i++) {
            if (!isTaken(blocked)) {
                rejected++;
            }
        }
        System.out.println("waiting " + (tasks - rejected));
        System.out.println("rejected " + rejected);
        release.await();
    }

    private static void start(Executor other) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        other.execute(started::countDown);
        started.await();
    }

    private static boolean isTaken(Executor loop) {
        try {
            loop.execute(() -> {});
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    private void occupy(CountDownLatch running) {
        running.countDown();
        try {
            release.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
