package dev.firstfault.it.bench;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does it cost to bring a task to an executor, and to have it turned away? The tasks do nothing and the caller takes back from the queue
 * what it brought, so that neither a thread's wake-up nor a growing queue hides the call itself.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExecutorBenchmark {
    private final CountDownLatch end = new CountDownLatch(1);
    private ThreadPoolExecutor taking;
    private ThreadPoolExecutor full;

    @Setup
    public void open() {
        taking = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
        taking.execute(this::occupy);
        full = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(1));
        full.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        full.execute(this::occupy);
        full.execute(ExecutorBenchmark::task);
    }

    @TearDown
    public void close() {
        end.countDown();
        taking.shutdownNow();
        full.shutdownNow();
    }

    @Benchmark
    public Runnable execute() {
        taking.execute(ExecutorBenchmark::task);
        return taking.getQueue().poll();
    }

    @Benchmark
    public Future<?> submit() {
        Future<?> future = taking.submit(ExecutorBenchmark::task);
        taking.getQueue().poll();
        return future;
    }

    @Benchmark
    public void reject() {
        full.execute(ExecutorBenchmark::task);
    }

    private static void task() {}

    private void occupy() {
        try {
            end.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
