package org.example.service;

import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Requests that arrive at a rate whatever becomes of them, workers that handle them, and attempts again where one failed. */
final class Service {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final ThreadPoolExecutor workers;
    private final Ledger ledger = new Ledger();
    private final int retries;
    private final long backoffMillis;
    private final int bodyBytes;
    private volatile Handling handling;
    private volatile double perSecond;

    Service(Settings settings, Handling handling) {
        this.handling = handling;
        this.retries = settings.number("retries", 0);
        this.backoffMillis = settings.number("backoff-ms", 0);
        this.bodyBytes = settings.number("body-kb", 0) * 1024;
        int threads = settings.number("workers", 16);
        int capacity = settings.number("queue", 200);
        BlockingQueue<Runnable> queue =
                capacity == 0 ? new LinkedBlockingQueue<>() : new ArrayBlockingQueue<>(capacity);
        AtomicInteger count = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, queue, task -> {
            Thread thread = new Thread(task, "order-worker-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    ThreadPoolExecutor workers() {
        return workers;
    }

    /** From now on requests are handled so. */
    void handle(Handling changed) {
        handling = changed;
    }

    /** From now on so many requests arrive a second. */
    void arrive(double changed) {
        perSecond = changed;
    }

    double perSecond() {
        return perSecond;
    }

    /** Lets requests arrive, for ever. */
    void open() {
        daemon("arrivals", () -> {
            long next = System.nanoTime();
            while (true) {
                double rate = perSecond;
                if (rate <= 0) {
                    LockSupport.parkNanos(SECOND_NANOS / 10);
                    next = System.nanoTime();
                    continue;
                }
                next += (long) (-Math.log(1 - ThreadLocalRandom.current().nextDouble()) / rate * SECOND_NANOS);
                for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                submit(Request.next(bodyBytes));
            }
        });
        daemon("ledger", () -> {
            for (int second = 1; true; second++) {
                LockSupport.parkNanos(SECOND_NANOS);
                System.out.println("second " + second + ": "
                        + ledger.line(workers.getQueue().size(), workers.getActiveCount()));
            }
        });
    }

    private void submit(Request request) {
        ledger.arrived();
        try {
            workers.execute(() -> attempt(request));
        } catch (RejectedExecutionException full) {
            ledger.turnedAway();
        }
    }

    private void attempt(Request request) {
        for (int left = retries; left >= 0; left--) {
            try {
                handling.handle(request);
                ledger.done(request.millis());
                return;
            } catch (SQLException | RuntimeException e) {
                ledger.failed(e);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(backoffMillis));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    static void daemon(String name, Runnable run) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        thread.start();
    }
}
