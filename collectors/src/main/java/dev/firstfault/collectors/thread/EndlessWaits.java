package dev.firstfault.collectors.thread;

import dev.firstfault.collectors.AgeSteps;
import dev.firstfault.collectors.StackLines;
import dev.firstfault.collectors.jdbc.ErrorText;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.WaitKind;
import java.lang.management.LockInfo;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Tells of threads that have waited for long with no limit to it, those of one family at one place together. Agent thread
 * only.
 */
final class EndlessWaits {

    static final long LEAST_NANOS = 10_000_000_000L;

    /** Before JDK 13 a stack does not show whether a read has a limit; few limits are longer. */
    private static final long LEAST_UNKNOWN_READ_NANOS = 50_000_000_000L;

    /** By then a server's main waits for its end, and does so for ever. */
    private static final long START_NANOS = 120_000_000_000L;

    private final SignalSink sink;
    private final ThreadMeters meters;
    private final WorkerPools pools;
    private final long startNanos;
    private Map<String, Group> known = new HashMap<>();
    private boolean found;

    /** @param startNanos when the agent started, on the clock of the scans */
    EndlessWaits(SignalSink sink, ThreadMeters meters, WorkerPools pools, long startNanos) {
        this.sink = sink;
        this.meters = meters;
        this.pools = pools;
        this.startNanos = startNanos;
        show(new EnumMap<>(WaitKind.class));
    }

    /** Whether some thread may have begun to wait without end. */
    boolean found() {
        return found;
    }

    void update(Collection<Watched> threads, long nowNanos) {
        PoolWaits workers = new PoolWaits(pools);
        for (Watched thread : threads) {
            Wait wait = thread.waitsFor();
            if (wait != null && nowNanos - thread.sinceNanos() >= LEAST_NANOS) {
                workers.add(thread, wait);
            }
        }
        found = false;
        Map<String, Group> now = new HashMap<>();
        for (Watched thread : threads) {
            Wait wait = thread.waitsFor();
            if (wait != null && !isRest(thread, wait)) {
                found = true;
                join(now, thread, wait, workers, nowNanos);
            }
        }
        Map<WaitKind, Integer> counts = new EnumMap<>(WaitKind.class);
        for (Map.Entry<String, Group> entry : now.entrySet()) {
            Group group = entry.getValue();
            group.continues(known.get(entry.getKey()));
            counts.merge(group.kind, group.count, Integer::sum);
            if (group.isDue(nowNanos)) {
                record(group, workers, nowNanos);
            }
        }
        known = now;
        show(counts);
    }

    private static void join(Map<String, Group> groups, Watched thread, Wait wait, PoolWaits workers, long nowNanos) {
        long age = nowNanos - thread.sinceNanos();
        if (age < least(wait) || (wait.kind() == WaitKind.OTHER && !workers.keepsOthersWaiting(thread))) {
            return;
        }
        WaitKind kind = workers.waitsForOwnPool(thread) ? WaitKind.OWN_EXECUTOR : wait.kind();
        String key = thread.family() + '|' + kind.word() + '|' + StackLines.of(wait.caller());
        groups.computeIfAbsent(key, unused -> new Group(kind, thread, wait)).add(thread, wait);
    }

    private static long least(Wait wait) {
        return wait.kind() == WaitKind.SOCKET_READ && wait.within().startsWith("java.net.SocketInputStream.")
                ? LEAST_UNKNOWN_READ_NANOS
                : LEAST_NANOS;
    }

    private boolean isRest(Watched thread, Wait wait) {
        LockInfo lock = thread.lock();
        if (lock != null && lock.getClassName().endsWith("CloseFuture")) {
            return true; // Netty's: until somebody closes the channel
        }
        boolean forOthersWork = wait.kind() == WaitKind.FUTURE || wait.kind() == WaitKind.AWAIT;
        if (!forOthersWork) {
            return wait.kind() == WaitKind.OTHER && !wait.inTaskOfPool();
        }
        return wait.onMain()
                && (wait.caller().getMethodName().equals("main") || thread.sinceNanos() - startNanos < START_NANOS);
    }

    private void record(Group group, PoolWaits workers, long nowNanos) {
        ThreadPoolExecutor executor = workers.executorOf(group.oldest);
        sink.record(
                SignalKind.WAIT_PENDING,
                new Resource(ResourceKind.THREAD, group.oldest.family()),
                nowNanos - group.oldest.sinceNanos(),
                group.kind.id(),
                group.count,
                executor == null ? 0 : pools.resourceId(executor),
                1,
                new ErrorDetail(
                        sink.nanosSinceOrigin(),
                        "waiting",
                        "no limit to " + group.wait.within() + ", called by " + StackLines.of(group.wait.caller()),
                        null,
                        0,
                        ErrorText.of(group.oldest.name()),
                        group.wait.frames()));
    }

    private void show(Map<WaitKind, Integer> counts) {
        for (WaitKind kind : WaitKind.values()) {
            meters.waits(kind, counts.getOrDefault(kind, 0));
        }
    }

    /** Threads that wait alike. */
    private static final class Group {
        private final WaitKind kind;
        private Watched oldest;
        private Wait wait;
        private int count;
        private long step;

        Group(WaitKind kind, Watched first, Wait wait) {
            this.kind = kind;
            this.oldest = first;
            this.wait = wait;
        }

        void add(Watched thread, Wait its) {
            count++;
            if (thread.sinceNanos() < oldest.sinceNanos()) {
                oldest = thread;
                wait = its;
            }
        }

        void continues(@Nullable Group before) {
            if (before != null) {
                step = before.step;
            }
        }

        boolean isDue(long nowNanos) {
            long reached = AgeSteps.reached(nowNanos - oldest.sinceNanos());
            if (reached <= step) {
                return false;
            }
            step = reached;
            return true;
        }
    }
}
