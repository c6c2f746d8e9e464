package dev.firstfault.collectors.thread;

import dev.firstfault.collectors.AgeSteps;
import dev.firstfault.collectors.StackLines;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.HolderState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds locks that several threads are blocked on in most scans: monitors, and locks of java.util.concurrent that know
 * their owner. A lock that is almost always taken has now a long queue, now none. Agent thread only.
 */
final class LockContention {

    private static final int LEAST_BLOCKED = 3;
    private static final int LEAST_SCANS = 3;

    /** A lock that had no queue in more scans in a row is no suspect any more. */
    private static final int MOST_FREE_IN_A_ROW = 2;

    private static final int DEPTH = 64;

    private final ThreadMXBean bean;
    private final SignalSink sink;
    private Map<String, Contended> known = new HashMap<>();

    LockContention(ThreadMXBean bean, SignalSink sink) {
        this.bean = bean;
        this.sink = sink;
    }

    /** Whether a lock is suspected. */
    boolean found() {
        return !known.isEmpty();
    }

    void update(Collection<Watched> threads, long nowNanos) {
        Map<String, Contended> now = new HashMap<>();
        for (Watched thread : threads) {
            LockInfo lock = thread.lock();
            if (lock != null && thread.waitsForLock()) {
                now.computeIfAbsent(lock.toString(), unused -> new Contended(lock.getClassName(), nowNanos))
                        .add(thread);
            }
        }
        now.values().removeIf(contended -> contended.blocked < LEAST_BLOCKED);
        for (Map.Entry<String, Contended> entry : now.entrySet()) {
            Contended contended = entry.getValue();
            contended.continues(known.get(entry.getKey()));
            if (contended.scans >= LEAST_SCANS && contended.isDue(nowNanos)) {
                record(contended, threads.size(), nowNanos);
            }
        }
        for (Map.Entry<String, Contended> entry : known.entrySet()) {
            if (!now.containsKey(entry.getKey()) && entry.getValue().isSuspectStill()) {
                now.put(entry.getKey(), entry.getValue());
            }
        }
        known = now;
    }

    private void record(Contended contended, int live, long nowNanos) {
        ThreadInfo owner = contended.ownerId < 0 ? null : bean.getThreadInfo(contended.ownerId, DEPTH);
        StackTraceElement[] stack = owner == null ? new StackTraceElement[0] : owner.getStackTrace();
        HolderState state = owner == null ? HolderState.UNKNOWN : HolderStates.of(owner.getThreadState(), stack);
        String name = lockName(contended.lockClass);
        sink.record(
                SignalKind.LOCK_CONTENDED,
                new Resource(ResourceKind.LOCK, name),
                nowNanos - contended.sinceNanos,
                Signal.pack(contended.blocked, live),
                state.id(),
                0,
                1,
                new ErrorDetail(
                        sink.nanosSinceOrigin(),
                        "lock contention",
                        contended.blocked + " threads blocked on " + name + ", owner "
                                + (owner == null ? "not known" : state.word()),
                        null,
                        0,
                        owner == null ? "" : owner.getThreadName(),
                        StackLines.from(stack, 0)));
    }

    /** The locks of java.util.concurrent block on an object inside them: {@code ReentrantLock$NonfairSync}. */
    private static String lockName(String lockClass) {
        int inner = lockClass.startsWith("java.util.concurrent.") ? lockClass.indexOf('$') : -1;
        return inner < 0 ? lockClass : lockClass.substring(0, inner);
    }

    /** A lock that threads are blocked on. */
    private static final class Contended {
        private final String lockClass;
        private long sinceNanos;
        private int scans = 1;
        private int freeScans;
        private int freeInARow;
        private long step = -1;
        private int told;
        private int blocked;
        private long ownerId = -1;

        Contended(String lockClass, long nowNanos) {
            this.lockClass = lockClass;
            sinceNanos = nowNanos;
        }

        void add(Watched thread) {
            blocked++;
            ownerId = thread.ownerId() >= 0 ? thread.ownerId() : ownerId;
        }

        void continues(@Nullable Contended before) {
            if (before != null) {
                sinceNanos = before.sinceNanos;
                scans = before.scans + 1;
                freeScans = before.freeScans;
                step = before.step;
                told = before.told;
            }
        }

        /** Notes a scan that found no queue. Returns whether it is a suspect still: most scans found one, one of the last too. */
        boolean isSuspectStill() {
            freeScans++;
            freeInARow++;
            return freeInARow <= MOST_FREE_IN_A_ROW && freeScans <= scans;
        }

        /** At each step of its age, and when the blocked became more by a quarter. */
        boolean isDue(long nowNanos) {
            long reached = AgeSteps.reached(nowNanos - sinceNanos);
            if (reached <= step && blocked < told + Math.max(2, told / 4)) {
                return false;
            }
            step = Math.max(step, reached);
            told = Math.max(told, blocked);
            return true;
        }
    }
}
