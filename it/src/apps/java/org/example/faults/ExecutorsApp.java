package org.example.faults;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fills small executors of every policy at once, counts for itself what becomes of the tasks, prints {@code rejected <name> <count>} for
 * each, and stays. Arguments: tasks for each; a file to wait for when the executors have their threads, or nothing.
 */
public final class ExecutorsApp {
    private static final int QUEUE = 2;

    private final int tasks;
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger ranByCaller = new AtomicInteger();
    private final AtomicInteger ownPolicyCalls = new AtomicInteger();
    private final List<ThreadPoolExecutor> executors = new ArrayList<>();
    private final List<Future<?>> forkJoins = new ArrayList<>();
    private final List<Future<?>> periodic = new ArrayList<>();

    private ExecutorsApp(int tasks) {
        this.tasks = tasks;
    }

    public static void main(String[] arguments) throws InterruptedException {
        ExecutorsApp app = new ExecutorsApp(Integer.parseInt(arguments[0]));
        app.open();
        if (arguments.length > 1) {
            System.out.println("open");
            while (!new File(arguments[1]).exists()) {
                Thread.sleep(20);
            }
        }
        app.fill();
        System.out.println("done");
        new CountDownLatch(1).await();
    }

    private void open() throws InterruptedException {
        open("aborting", new ThreadPoolExecutor.AbortPolicy());
        open("caller-runs", new ThreadPoolExecutor.CallerRunsPolicy());
        open("discarding", new ThreadPoolExecutor.DiscardPolicy());
        open("oldest", new ThreadPoolExecutor.DiscardOldestPolicy());
        open("own", (task, executor) -> ownPolicyCalls.incrementAndGet());
        executors.add(new Counting(named("counting-")));
        for (ThreadPoolExecutor executor : executors) {
            CountDownLatch running = new CountDownLatch(1);
            executor.execute(() -> occupy(running));
            running.await();
        }
        ForkJoinPool forkJoin = new ForkJoinPool(2);
        CountDownLatch crunching = new CountDownLatch(3);
        forkJoins.add(forkJoin.submit(() -> occupy(crunching)));
        forkJoins.add(forkJoin.submit(() -> occupy(crunching)));
        forkJoins.add(ForkJoinPool.commonPool().submit(() -> occupy(crunching)));
        crunching.await();
        ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1, named("scheduled-"));
        periodic.add(scheduled.scheduleAtFixedRate(() -> {}, 0, 10, TimeUnit.MILLISECONDS));
        periodic.add(scheduled.schedule(() -> {}, 1, TimeUnit.HOURS));
    }

    private void fill() throws InterruptedException {
        int thrown = 0;
        for (ThreadPoolExecutor executor : executors) {
            for (int i = 0; i < tasks; i++) {
                try {
                    Thread caller = Thread.currentThread();
                    executor.execute(() -> run(caller));
                } catch (RejectedExecutionException refused) {
                    thrown++;
                }
            }
        }
        int refused = tasks - QUEUE;
        System.out.println("rejected aborting " + (thrown - refused)); // without those of the counting one
        System.out.println("rejected caller-runs " + ranByCaller);
        System.out.println("rejected discarding " + refused);
        System.out.println("rejected oldest " + refused);
        System.out.println("rejected own " + ownPolicyCalls);
        System.out.println("rejected counting " + (((Counting) executors.get(5)).brought - QUEUE - 1));
        young();
        late();
        release.countDown();
    }

    /** Lives for some milliseconds and does three tasks. */
    private void young() throws InterruptedException {
        ThreadPoolExecutor young =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), named("young-"));
        for (int i = 0; i < 3; i++) {
            young.execute(() -> {});
        }
        young.shutdown();
        young.awaitTermination(1, TimeUnit.MINUTES);
    }

    /** Is given tasks after its shutdown. */
    private void late() {
        ThreadPoolExecutor late = (ThreadPoolExecutor) Executors.newFixedThreadPool(1, named("late-"));
        late.shutdown();
        int thrown = 0;
        for (int i = 0; i < tasks; i++) {
            try {
                late.execute(() -> {});
            } catch (RejectedExecutionException refused) {
                thrown++;
            }
        }
        System.out.println("rejected late " + thrown);
    }

    private void open(String name, RejectedExecutionHandler policy) {
        executors.add(new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(QUEUE), named(name + "-"), policy));
    }

    private void occupy(CountDownLatch running) {
        running.countDown();
        try {
            release.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Thread caller) {
        if (Thread.currentThread() == caller) {
            ranByCaller.incrementAndGet();
        }
    }

    private static ThreadFactory named(String prefix) {
        return new Named(prefix);
    }

    private static final class Named implements ThreadFactory {
        private final String prefix;
        private final AtomicInteger number = new AtomicInteger();

        Named(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }

    /** Counts what it is given. */
    private static final class Counting extends ThreadPoolExecutor {
        private int brought;

        Counting(ThreadFactory threads) {
            super(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(QUEUE), threads);
        }

        @Override
        public void execute(Runnable task) {
            brought++;
            super.execute(task);
        }
    }
}
