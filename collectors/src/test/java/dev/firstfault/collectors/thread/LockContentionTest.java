package dev.firstfault.collectors.thread;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads in the queue of a real lock; only time is the test's. */
class LockContentionTest {

    private static final long BETWEEN_SCANS = TimeUnit.SECONDS.toNanos(2);

    private final ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    private final RecordedSignals signals = new RecordedSignals();
    private final LockContention contention = new LockContention(bean, signals);
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Thread> queue = new ArrayList<>();
    private long nanos;

    @AfterEach
    void close() throws Exception {
        serve();
    }

    @Test
    void aLockOfJavaUtilConcurrentIsToldWithItsOwner() throws Exception {
        contend(4, 4);

        Signal first = signals.of(SignalKind.LOCK_CONTENDED).get(0);
        assertThat(first.resource())
                .isEqualTo(new Resource(ResourceKind.LOCK, "java.util.concurrent.locks.ReentrantLock"));
        assertThat(Signal.upper(first.v1())).isEqualTo(4);
        assertThat(requireNonNull(first.error()).thread())
                .isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void aLockWhoseQueueComesAndGoesIsTold() throws Exception {
        for (int round = 0; round < 4; round++) {
            contend(3, 2);
            scan();
        }

        List<Signal> told = signals.of(SignalKind.LOCK_CONTENDED);
        assertThat(told).isNotEmpty();
        assertThat(told.get(told.size() - 1).durationNanos()).isGreaterThanOrEqualTo(7 * BETWEEN_SCANS);
    }

    @Test
    void aLockThatHasAQueueNowAndThenIsNotTold() throws Exception {
        for (int round = 0; round < 8; round++) {
            contend(3, 1);
            scan();
            scan();
        }

        assertThat(signals.of(SignalKind.LOCK_CONTENDED)).isEmpty();
    }

    /** Scans that find a queue, which is then served. */
    private void contend(int threads, int scans) throws Exception {
        lock.lock();
        try {
            queueUp(threads);
            for (int i = 0; i < scans; i++) {
                scan();
            }
        } finally {
            lock.unlock();
        }
        serve();
    }

    private void queueUp(int threads) {
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(this::takeOnce, "queued-" + i);
            thread.setDaemon(true);
            thread.start();
            queue.add(thread);
        }
        await().until(() -> queue.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
    }

    private void takeOnce() {
        lock.lock();
        try {
            Thread.yield();
        } finally {
            lock.unlock();
        }
    }

    private void serve() throws InterruptedException {
        for (Thread thread : queue) {
            thread.join();
        }
        queue.clear();
    }

    private void scan() {
        nanos += BETWEEN_SCANS;
        List<Watched> threads = new ArrayList<>();
        for (ThreadInfo info : bean.getThreadInfo(bean.getAllThreadIds())) {
            if (info != null) {
                Watched thread = new Watched(info);
                thread.see(info, -1, 1, nanos);
                threads.add(thread);
            }
        }
        contention.update(threads, nanos);
    }
}
