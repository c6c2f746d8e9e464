package dev.firstfault.collectors.thread;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.collectors.ManualClock;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.HolderState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.WaitKind;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads in real waits; only time is the test's. */
class ThreadScanTest {

    private static final Duration LONG_AFTER_START = Duration.ofMinutes(3);

    private final ManualClock clock = new ManualClock();
    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Thread> started = new CopyOnWriteArrayList<>();
    private final Map<String, ThreadPoolExecutor> pools = new HashMap<>();
    private final HostThreads threads = new HostThreads(meters, signals, clock, signals, new PoolsOfTest());

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        await().until(() -> started.stream().noneMatch(Thread::isAlive));
        assertThat(signals.degraded()).isEmpty();
    }

    @Test
    void aFutureThatNeverComesIsToldWithTheFrameThatAskedForIt() {
        CompletableFuture<String> never = new CompletableFuture<>();
        open.add(() -> never.complete(""));
        start("asker-1", () -> askFor(never), Thread.State.WAITING);
        start("asker-2", () -> askFor(never), Thread.State.WAITING);

        scanFor(20);

        List<Signal> told = waitsOf("asker-*");
        assertThat(told).hasSize(1);
        Signal wait = told.get(0);
        assertThat(WaitKind.ofId(wait.v1())).isEqualTo(WaitKind.FUTURE);
        assertThat(wait.v2()).isEqualTo(2);
        assertThat(wait.v3()).isZero();
        assertThat(Duration.ofNanos(wait.durationNanos())).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(16));
        ErrorDetail detail = errorOf(wait);
        assertThat(detail.frames()).startsWith(ThreadScanTest.class.getName() + ".askFor(");
        assertThat(detail.message()).contains("CompletableFuture.join").contains("ThreadScanTest.askFor");
        assertThat(gauge("firstfault_unlimited_waits_threads", "future")).isEqualTo(2);

        scanFor(100);

        assertThat(waitsOf("asker-*")).hasSize(4); // 10, 20, 50, 100
    }

    @Test
    void aWaitThatEndsIsForgotten() {
        CompletableFuture<String> late = new CompletableFuture<>();
        Thread asker = start("patient-1", () -> askFor(late), Thread.State.WAITING);
        scanFor(18);
        late.complete("");
        await().until(() -> !asker.isAlive());
        scanFor(60);

        assertThat(waitsOf("patient-*")).hasSize(1);
        assertThat(gauge("firstfault_unlimited_waits_threads", "future")).isZero();
    }

    @Test
    void threadsAtRestAreNotTold() throws Exception {
        ExecutorService fixed = Executors.newFixedThreadPool(4);
        ExecutorService cached = Executors.newCachedThreadPool();
        ExecutorService scheduled = Executors.newScheduledThreadPool(2);
        ForkJoinPool forkJoin = new ForkJoinPool(2);
        for (ExecutorService each : List.of(fixed, cached, scheduled, forkJoin)) {
            open.add(each::shutdownNow);
            each.submit(() -> {}).get();
        }
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Selector selector = Selector.open();
        open.add(server);
        open.add(selector);
        Timer timer = new Timer("rest-timer", true);
        open.add(timer::cancel);
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        CountDownLatch end = new CountDownLatch(1);
        Object monitor = new Object();
        start("rest-acceptor", () -> accept(server), Thread.State.RUNNABLE);
        start("rest-selector", () -> select(selector), Thread.State.RUNNABLE);
        start("rest-consumer", () -> quietly(queue::take), Thread.State.WAITING);
        start("rest-server", () -> quietly(end::await), Thread.State.WAITING);
        start("rest-waiter", () -> waitOn(monitor), Thread.State.WAITING);
        Thread sleeper = start("rest-sleeper", () -> quietly(() -> Thread.sleep(600_000)), Thread.State.TIMED_WAITING);
        start("rest-joiner", () -> quietly(sleeper::join), Thread.State.WAITING);
        // A server's thread that reads its client's next request.
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        open.add(client);
        start("rest-reader", () -> read(client), Thread.State.RUNNABLE);
        // A consumer that a pool runs as one long task.
        fixed.execute(() -> quietly(queue::take));
        fixed.execute(() -> waitOn(monitor));

        clock.advance(LONG_AFTER_START);
        scanFor(120);

        assertThat(signals.of(SignalKind.WAIT_PENDING))
                .extracting(wait -> errorOf(wait).thread() + ' ' + errorOf(wait).frames())
                .isEmpty();
        assertThat(signals.of(SignalKind.LOCK_CONTENDED)).isEmpty();
    }

    @Test
    void workersThatWaitForTasksOfTheirOwnPoolStarveIt() throws Exception {
        ThreadPoolExecutor pool = pool("starved", 2);
        CountDownLatch bothRun = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                bothRun.countDown();
                quietly(bothRun::await);
                quietly(() -> outer(pool));
            });
        }
        await().until(() -> pool.getQueue().size() == 2);
        awaitState("starved-", Thread.State.WAITING, 2);

        scanFor(20);

        List<Signal> told = waitsOf("starved-*");
        assertThat(told).hasSize(1);
        assertThat(WaitKind.ofId(told.get(0).v1())).isEqualTo(WaitKind.OWN_EXECUTOR);
        assertThat(told.get(0).v2()).isEqualTo(2);
        assertThat(signals.resource((int) told.get(0).v3()).name()).isEqualTo("starved");
        assertThat(errorOf(told.get(0)).frames()).startsWith(ThreadScanTest.class.getName() + ".outer(");
    }

    @Test
    void workersThatJoinStagesOfTheirOwnPoolStarveIt() {
        ThreadPoolExecutor pool = pool("staged", 2);
        CountDownLatch bothRun = new CountDownLatch(2);
        Queue<CompletableFuture<String>> stages = new ConcurrentLinkedQueue<>();
        open.add(() -> stages.forEach(stage -> stage.complete("")));
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                bothRun.countDown();
                quietly(bothRun::await);
                CompletableFuture<String> inner = CompletableFuture.supplyAsync(() -> "inner", pool);
                stages.add(inner);
                inner.join();
            });
        }
        await().until(() -> pool.getQueue().size() == 2);
        awaitState("staged-", Thread.State.WAITING, 2);

        scanFor(20);

        assertThat(waitsOf("staged-*"))
                .singleElement()
                .satisfies(wait -> assertThat(WaitKind.ofId(wait.v1())).isEqualTo(WaitKind.OWN_EXECUTOR));
    }

    @Test
    void workersThatWaitForAnotherPoolDoNotStarveTheirOwn() {
        ThreadPoolExecutor other = pool("slow", 1);
        ThreadPoolExecutor pool = pool("waiting", 2);
        CountDownLatch never = new CountDownLatch(1);
        Future<?> slow = other.submit(() -> quietly(never::await));
        for (int i = 0; i < 4; i++) {
            pool.execute(() -> quietly(slow::get));
        }
        awaitState("waiting-", Thread.State.WAITING, 2);

        scanFor(20);

        assertThat(waitsOf("waiting-*"))
                .singleElement()
                .satisfies(wait -> assertThat(WaitKind.ofId(wait.v1())).isEqualTo(WaitKind.FUTURE));
        never.countDown();
    }

    @Test
    void aDeadlockIsToldInWords() {
        Object account = new Object();
        ReentrantLock ledger = new ReentrantLock();
        CountDownLatch bothHold = new CountDownLatch(2);
        start("transfer-1", () -> takeLedger(account, ledger, bothHold), Thread.State.WAITING);
        start("transfer-2", () -> takeAccount(account, ledger, bothHold), Thread.State.BLOCKED);

        scanFor(30);

        List<Signal> told = signals.of(SignalKind.DEADLOCK);
        assertThat(told).isNotEmpty();
        assertThat(told.get(0).v1()).isEqualTo(2);
        assertThat(told.get(0).resource()).isEqualTo(new Resource(ResourceKind.THREAD, "transfer-*"));
        ErrorDetail detail = errorOf(told.get(0));
        assertThat(detail.message())
                .contains("transfer-1 waits for java.util.concurrent.locks.ReentrantLock")
                .contains("held by transfer-2")
                .contains("transfer-2 waits for java.lang.Object held by transfer-1");
        assertThat(detail.frames()).contains("ThreadScanTest.takeLedger").contains("ThreadScanTest.takeAccount");
        assertThat(gauge("jvm_threads_deadlocked_threads")).isEqualTo(2);
        assertThat(gauge("jvm_threads_deadlocked_monitor_threads")).isZero();
    }

    @Test
    void aDeadlockThatIsDissolvedIsGoneFromTheScrape() {
        Object account = new Object();
        ReentrantLock ledger = new ReentrantLock();
        CountDownLatch bothHold = new CountDownLatch(2);
        Thread one = start("dissolved-1", () -> takeLedger(account, ledger, bothHold), Thread.State.WAITING);
        Thread other = start("dissolved-2", () -> takeAccount(account, ledger, bothHold), Thread.State.BLOCKED);
        scanFor(20);
        assertThat(gauge("jvm_threads_deadlocked_threads")).isEqualTo(2);

        one.interrupt();
        await().until(() -> !one.isAlive() && !other.isAlive());
        scanFor(10);

        assertThat(gauge("jvm_threads_deadlocked_threads")).isZero();
    }

    @Test
    void aLockThatManyAreBlockedOnIsToldWithItsOwner() {
        Object monitor = new Object();
        CountDownLatch give = new CountDownLatch(1);
        start("holder", () -> holdWhile(monitor, give), Thread.State.WAITING);
        for (int i = 0; i < 5; i++) {
            start("blocked-" + i, () -> holdWhile(monitor, give), Thread.State.BLOCKED);
        }

        scanFor(20);
        give.countDown();

        Signal first = signals.of(SignalKind.LOCK_CONTENDED).get(0);
        assertThat(first.resource()).isEqualTo(new Resource(ResourceKind.LOCK, "java.lang.Object"));
        assertThat(Signal.upper(first.v1())).isEqualTo(5);
        assertThat(HolderState.ofId(first.v2())).isEqualTo(HolderState.WAITING);
        assertThat(errorOf(first).thread()).isEqualTo("holder");
        assertThat(errorOf(first).frames()).contains("ThreadScanTest.holdWhile");
        assertThat(gauge("jvm_threads_states_threads", "blocked")).isGreaterThanOrEqualTo(5);
    }

    @Test
    void outputThatNobodyTakesIsTold() throws Exception {
        Process deaf = new ProcessBuilder("sleep", "600").start();
        open.add(() -> deaf.destroyForcibly().waitFor());
        start("printer-1", () -> print(deaf.getOutputStream()), Thread.State.RUNNABLE);
        Thread printer = threadsNamed("printer-1").get(0);
        await().until(() -> printer.getStackTrace()[0].getMethodName().equals("writeBytes"));

        scanFor(20);

        assertThat(waitsOf("printer-*")).singleElement().satisfies(wait -> {
            assertThat(WaitKind.ofId(wait.v1())).isEqualTo(WaitKind.OUTPUT);
            assertThat(errorOf(wait).frames()).startsWith(ThreadScanTest.class.getName() + ".print(");
        });
    }

    @Test
    void aFamilyThatGrowsIsTold() {
        CountDownLatch end = new CountDownLatch(1);
        open.add(end::countDown);
        scanFor(6);
        for (int i = 0; i < 9; i++) {
            start("leaked-" + i, () -> quietly(end::await), Thread.State.WAITING);
        }
        scanFor(6);
        assertThat(signals.of(SignalKind.THREAD_FAMILY)).isEmpty();

        start("leaked-9", () -> quietly(end::await), Thread.State.WAITING);
        scanFor(6);

        Signal grown = signals.of(SignalKind.THREAD_FAMILY).get(0);
        assertThat(grown.resource()).isEqualTo(new Resource(ResourceKind.THREAD, "leaked-*"));
        assertThat(grown.v1()).isEqualTo(10);
        assertThat(grown.v2()).isGreaterThan(10);
        assertThat(gauge("firstfault_threads", "leaked-*")).isEqualTo(10);
    }

    private void scanFor(int seconds) {
        for (int second = 0; second < seconds; second++) {
            clock.advance(Duration.ofSeconds(1));
            threads.tick();
        }
    }

    private List<Signal> waitsOf(String family) {
        return signals.of(SignalKind.WAIT_PENDING).stream()
                .filter(signal -> new Resource(ResourceKind.THREAD, family).equals(signal.resource()))
                .toList();
    }

    private static ErrorDetail errorOf(Signal signal) {
        return requireNonNull(signal.error());
    }

    private double gauge(String name, String... labels) {
        @SuppressWarnings("unchecked")
        MeterFamily<Gauge> family = (MeterFamily<Gauge>) meters.families().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return family.with(labels).value();
    }

    private ThreadPoolExecutor pool(String name, int size) {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(size, work -> {
            Thread thread = new Thread(work);
            thread.setName(name + "-" + thread.getId());
            thread.setDaemon(true);
            started.add(thread);
            return thread;
        });
        pools.put(name, pool);
        open.add(pool::shutdownNow);
        return pool;
    }

    private Thread start(String name, Runnable work, Thread.State until) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        started.add(thread);
        open.add(thread::interrupt);
        await().until(() -> thread.getState() == until);
        return thread;
    }

    private static void awaitState(String prefix, Thread.State state, int count) {
        await().until(() -> threadsNamed(prefix).stream()
                        .filter(thread -> thread.getState() == state)
                        .count()
                == count);
    }

    private static List<Thread> threadsNamed(String prefix) {
        return LiveThreads.byId().values().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    private static void askFor(CompletableFuture<String> future) {
        try {
            future.join();
        } catch (RuntimeException interrupted) {
            // the test is over
        }
    }

    private static String outer(ExecutorService pool) throws Exception {
        return pool.submit(() -> "inner").get();
    }

    private static void takeLedger(Object account, ReentrantLock ledger, CountDownLatch bothHold) {
        synchronized (account) {
            bothHold.countDown();
            quietly(bothHold::await);
            quietly(() -> {
                ledger.lockInterruptibly();
                ledger.unlock();
            });
        }
    }

    private static void takeAccount(Object account, ReentrantLock ledger, CountDownLatch bothHold) {
        ledger.lock();
        try {
            bothHold.countDown();
            quietly(bothHold::await);
            synchronized (account) {
                bothHold.countDown();
            }
        } finally {
            ledger.unlock();
        }
    }

    private static void holdWhile(Object monitor, CountDownLatch until) {
        synchronized (monitor) {
            quietly(until::await);
        }
    }

    private static void waitOn(Object monitor) {
        synchronized (monitor) {
            quietly(monitor::wait);
        }
    }

    private static void print(OutputStream out) {
        try {
            for (int i = 0; i < 1_000; i++) {
                out.write(new byte[1 << 16]);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void accept(ServerSocket server) {
        try {
            while (!server.isClosed()) {
                server.accept();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void select(Selector selector) {
        try {
            selector.select();
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void read(Socket socket) {
        try {
            socket.getInputStream().read();
        } catch (IOException closed) {
            // the test is over
        }
    }

    private interface Blocking {
        void run() throws Exception;
    }

    private static void quietly(Blocking work) {
        try {
            work.run();
        } catch (Exception interrupted) {
            // the test is over
        }
    }

    /** Which pools there are; each is named as its threads are. */
    private final class PoolsOfTest implements WorkerPools {

        @Override
        public @Nullable ThreadPoolExecutor executorOf(Thread thread) {
            int dash = thread.getName().indexOf('-');
            return dash < 0 ? null : pools.get(thread.getName().substring(0, dash));
        }

        @Override
        public int threads(ThreadPoolExecutor executor) {
            return executor.getPoolSize();
        }

        @Override
        public int resourceId(ThreadPoolExecutor executor) {
            for (Map.Entry<String, ThreadPoolExecutor> pool : pools.entrySet()) {
                if (pool.getValue() == executor) {
                    return signals.resourceId(new Resource(ResourceKind.EXECUTOR, pool.getKey()));
                }
            }
            return 0;
        }
    }
}
