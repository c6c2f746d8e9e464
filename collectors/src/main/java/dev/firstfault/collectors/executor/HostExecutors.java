package dev.firstfault.collectors.executor;

import dev.firstfault.collectors.thread.WorkerPools;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The executors of this process: how they stand, and what they turn away.
 *
 * <p>Thread-safe; never throws, for it is called from inside the JDK. An executor's construction and end cost a few
 * microseconds, a task nothing; names and levels are the agent's thread's business. Never keeps an executor alive.
 */
public final class HostExecutors implements WorkerPools {

    private static final String PART = "probe:" + ExecutorHooks.PROBE;

    private final ExecutorTable table = new ExecutorTable();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final Queue<ExecutorState> leaving = new ConcurrentLinkedQueue<>();
    private final SeriesTable series;
    private final JdkPackages packages;
    private final SignalSink sink;
    private final Clock clock;
    private final Health health;
    private final Resource unnamed = new Resource(ResourceKind.EXECUTOR, ExecutorSeries.OTHER);
    private final ExecutorState rest;
    private @Nullable ThreadPoolFields fields;
    private @Nullable WorkerThreads workers;
    private volatile boolean off;

    public HostExecutors(JdkPackages packages, Meters meters, SignalSink sink, Clock clock, Health health) {
        this.series = new SeriesTable(new ExecutorMeters(meters));
        this.packages = packages;
        this.sink = sink;
        this.clock = clock;
        this.health = health;
        rest = new ExecutorState(table, ExecutorKind.THREAD_POOL, null, collected, sink, clock.nanos(), unnamed);
        rest.named(series.rest(), unnamed, true);
    }

    /** An executor was constructed, or starts a thread. */
    public void opened(Object executor) {
        if (off) {
            return;
        }
        try {
            // In this order: most programs shall not load the class of fork-join pools for us.
            if (!(executor instanceof ThreadPoolExecutor) && !(executor instanceof ForkJoinPool)) {
                serverOpened(executor);
                return;
            }
            ExecutorState known = table.find(executor);
            if (known == null) {
                follow(executor, new Throwable());
            } else {
                known.started();
            }
        } catch (Throwable failed) {
            failed(failed);
        }
    }

    private void serverOpened(Object server) throws ReflectiveOperationException {
        ThreadPoolExecutor workers = ThriftServer.workers(server);
        ExecutorState state = workers == null ? null : table.find(workers);
        if (state == null && workers != null) {
            state = follow(workers, new Throwable());
        }
        if (state != null) {
            state.serves(ThriftServer.NAME, new RefusedClients(ThriftServer.patienceNanos(server), clock));
        }
    }

    /** An executor was shut down, or its last thread ends. */
    public void closed(Object executor) {
        try {
            ExecutorState known = table.find(executor);
            if (known == null) {
                return;
            }
            if (!known.isForkJoin()) {
                known.closing((ThreadPoolExecutor) executor);
            } else if (!ForkJoinView.isCommon(executor)) {
                known.closing();
            }
        } catch (Throwable failed) {
            failed(failed);
        }
    }

    /** An executor is about to turn a task away. */
    public void rejected(Object executor, Object task) {
        if (off) {
            return;
        }
        try {
            ThreadPoolExecutor pool = (ThreadPoolExecutor) executor;
            Rejection outcome = Policies.of(pool.getRejectedExecutionHandler());
            ExecutorState state = table.find(pool);
            if (state == null) {
                state = follow(pool, new Throwable());
            }
            if (state == null) {
                state = rest;
            } else if (!state.isNamed()) {
                name(state, pool);
            }
            state.turnedAway(pool, task, outcome, pool.isShutdown());
        } catch (Throwable failed) {
            failed(failed);
        }
    }

    /** An executor that is older than the hooks was found by one of its threads. */
    void found(Object executor) {
        follow(executor, null);
    }

    @Override
    public @Nullable ThreadPoolExecutor executorOf(Thread thread) {
        if (off) {
            return null;
        }
        try {
            return workers().executorOf(thread);
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            return failed(unreadable);
        }
    }

    @Override
    public int threads(ThreadPoolExecutor executor) {
        try {
            return new ThreadPoolView(executor, fields()).threads();
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            failed(unreadable);
            return Integer.MAX_VALUE;
        }
    }

    @Override
    public int resourceId(ThreadPoolExecutor executor) {
        ExecutorState state = table.find(executor);
        return state == null || !state.isNamed() ? 0 : sink.resourceId(state.resource());
    }

    /** Looks for executors that are older than the hooks, by their threads; on the agent's thread. */
    public void findByThreads() {
        try {
            workers().findAll(this);
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            health.degraded(PART, "executors that were there before are seen when they start a thread: " + unreadable);
        }
    }

    /** Once a second, on the agent's thread: publishes the levels. */
    public void tick() {
        if (off) {
            return;
        }
        long now = clock.nanos();
        try {
            for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
                finish((ExecutorState) gone, now);
            }
            for (ExecutorState left = leaving.poll(); left != null; left = leaving.poll()) {
                left.finish(now);
            }
            for (ExecutorState state : table.states()) {
                tick(state, now);
            }
            rest.sumUpRejections();
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            off = true;
            health.degraded(PART, "executors cannot be read: " + unreadable);
        }
    }

    private void tick(ExecutorState state, long now) throws ReflectiveOperationException {
        state.sumUpRejections();
        state.forgetOutdatedName();
        if (state.isRetired() || state.isAsleep()) {
            return;
        }
        Object executor = state.get();
        if (executor == null) {
            return; // with its reference's next turn in the queue
        }
        if (!state.isNamed() && !state.hasStarted() && table.isHalfFull()) {
            return; // lest those that never do anything take the names of those that do
        }
        if (!state.isNamed()) {
            if (state.isForkJoin() && !ForkJoinView.hasItsOwnGetters(executor.getClass())) {
                table.remove(state);
                return;
            }
            name(state, executor);
        }
        if (!state.isRead()) {
            state.read(view(state, executor), executor);
        }
        state.tick(executor, now);
    }

    private ExecutorView view(ExecutorState state, Object executor) throws ReflectiveOperationException {
        return state.isForkJoin() ? new ForkJoinView() : new ThreadPoolView((ThreadPoolExecutor) executor, fields());
    }

    private ThreadPoolFields fields() throws ReflectiveOperationException {
        ThreadPoolFields known = fields;
        if (known == null) {
            known = new ThreadPoolFields(packages);
            fields = known;
        }
        return known;
    }

    private WorkerThreads workers() throws ReflectiveOperationException {
        WorkerThreads known = workers;
        if (known == null) {
            known = new WorkerThreads(packages);
            workers = known;
        }
        return known;
    }

    private void finish(ExecutorState state, long now) {
        if (!state.isNamed() && state.factoryOfClosed() != null) {
            name(state, state.served(), state.factoryOfClosed(), ThreadPoolExecutor.class);
        }
        state.finish(now);
        table.remove(state);
    }

    /** Follows this executor, unless all those followed are at work and there is no room for another. */
    private synchronized @Nullable ExecutorState follow(Object executor, @Nullable Throwable metAt) {
        ExecutorState raced = table.find(executor);
        if (raced != null) {
            return raced;
        }
        long now = clock.nanos();
        if (table.isFull()) {
            ExecutorState victim = table.victim(now);
            if (victim == null) {
                return null;
            }
            table.remove(victim);
            leaving.add(victim);
        }
        ExecutorKind kind = executor instanceof ThreadPoolExecutor ? ExecutorKind.THREAD_POOL : ExecutorKind.FORK_JOIN;
        ExecutorState made = new ExecutorState(executor, kind, metAt, collected, sink, now, unnamed);
        table.add(made);
        return made;
    }

    private void name(ExecutorState state, Object executor) {
        if (state.isForkJoin()) {
            String known = ForkJoinView.nameOf(executor, state.stack());
            name(state, known, ((ForkJoinPool) executor).getFactory(), executor.getClass());
        } else {
            name(state, state.served(), ((ThreadPoolExecutor) executor).getThreadFactory(), executor.getClass());
        }
    }

    private synchronized void name(
            ExecutorState state, @Nullable String known, @Nullable Object factory, Class<?> type) {
        if (state.isNamed()) {
            return;
        }
        StackTraceElement[] stack = state.stack();
        String base = known == null ? ExecutorNames.of(factory, type, stack) : known;
        if (state.isForkJoin() && base.equals(ExecutorNames.UNNAMED)) {
            base = ForkJoinView.UNNAMED;
        }
        Set<String> taken = new HashSet<>();
        taken.add(ExecutorSeries.OTHER);
        for (ExecutorState other : table.states()) {
            if (other.isNamed() && !other.isRetired()) {
                taken.add(other.resource().name());
            }
        }
        String name = SeriesTable.unused(base, taken);
        ExecutorSeries own = series.of(name, state.isForkJoin());
        own.use(true);
        state.named(own, new Resource(ResourceKind.EXECUTOR, name), stack.length > 0 && !startsThread(stack));
    }

    private static boolean startsThread(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            if (type.equals("java.util.concurrent.ThreadPoolExecutor")
                    || type.equals("java.util.concurrent.ForkJoinPool")) {
                return frame.getMethodName().equals("addWorker")
                        || frame.getMethodName().equals("createWorker");
            }
        }
        return false;
    }

    private @Nullable ThreadPoolExecutor failed(Throwable why) {
        if (!(why instanceof VirtualMachineError)) { // no memory or stack left is the host's own trouble
            off = true;
            health.degraded(PART, "executors go unobserved from now on: " + why);
        }
        return null;
    }
}
