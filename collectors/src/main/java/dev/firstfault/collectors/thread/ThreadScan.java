package dev.firstfault.collectors.thread;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.SignalSink;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Looks at the host's threads every few seconds: states and counts of all of them, which stops nobody; then the stacks of
 * some that have not moved since the last look. Needs the module {@code java.management}. Agent thread only.
 */
final class ThreadScan {

    static final long CALM_NANOS = 5_000_000_000L;
    static final long SUSPICIOUS_NANOS = 2_000_000_000L;

    /** A scan of tens of thousands of threads comes the more seldom: a thousandth of the time, a hundredth in suspicion. */
    private static final long CALM_SHARE = 1_000;

    private static final long SUSPICIOUS_SHARE = 100;

    /**
     * Nothing but a scan that takes a twentieth of the time delays the next by more: the first one of a JVM is dear, and on a
     * machine without a free CPU each takes long and costs little.
     */
    private static final long LATEST_NANOS = 15_000_000_000L;

    private static final long LEAST_SHARE = 20;

    /** JDK 8 holds the lock that threads start under while it looks at them. */
    private static final int LOOKS_AT_ONCE = 256;

    /** All threads stand while stacks are taken. */
    private static final int STACKS_AT_ONCE = 16;

    private static final int MOST_STACKS = 48;
    private static final int DEPTH = 128;
    private static final String OWN_PREFIX = "firstfault-";

    private final ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    private final boolean cpuTimes = bean.isThreadCpuTimeSupported() && bean.isThreadCpuTimeEnabled();
    private final Clock clock;
    private final ThreadMeters meters;
    private final Deadlocks deadlocks;
    private final LockContention contention;
    private final EndlessWaits waits;
    private final ThreadFamilies families;
    private final Map<Long, Watched> threads = new HashMap<>();
    private long scans;
    private long dueNanos;

    /** @param startNanos when the agent started */
    ThreadScan(ThreadMeters meters, SignalSink sink, Clock clock, WorkerPools pools, long startNanos) {
        this.clock = clock;
        this.meters = meters;
        deadlocks = new Deadlocks(bean, sink, meters);
        contention = new LockContention(bean, sink);
        waits = new EndlessWaits(sink, meters, pools, startNanos);
        families = new ThreadFamilies(sink, meters);
        dueNanos = clock.nanos();
    }

    /** Scans where a scan is due. */
    void tick() {
        long start = clock.nanos();
        if (start < dueNanos) {
            return;
        }
        boolean suspicious = scan();
        long took = Math.max(0, clock.nanos() - start);
        long wished = suspicious ? SUSPICIOUS_NANOS : CALM_NANOS;
        long affordable =
                Math.min(took * (suspicious ? SUSPICIOUS_SHARE : CALM_SHARE), suspicious ? CALM_NANOS : LATEST_NANOS);
        dueNanos = start + Math.max(wished, Math.max(affordable, took * LEAST_SHARE));
    }

    /** One scan. Returns whether the next should come soon. */
    private boolean scan() {
        long now = clock.nanos();
        scans++;
        lookAtAll(now);
        readStacks();
        waits.update(threads.values(), now);
        contention.update(threads.values(), now);
        deadlocks.update(threads, now);
        families.update(threads.values());
        return waits.found() || contention.found() || deadlocks.found();
    }

    private void lookAtAll(long nowNanos) {
        Map<Thread.State, Integer> states = new EnumMap<>(Thread.State.class);
        long[] ids = bean.getAllThreadIds();
        for (int from = 0; from < ids.length; from += LOOKS_AT_ONCE) {
            long[] slice = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + LOOKS_AT_ONCE));
            for (ThreadInfo info : bean.getThreadInfo(slice)) {
                if (info != null) {
                    Integer before = states.get(info.getThreadState());
                    states.put(info.getThreadState(), before == null ? 1 : before + 1);
                    look(info, nowNanos);
                }
            }
        }
        for (Iterator<Watched> each = threads.values().iterator(); each.hasNext(); ) {
            if (each.next().isGone(scans)) {
                each.remove();
            }
        }
        for (Thread.State state : Thread.State.values()) {
            Integer count = states.get(state);
            meters.state(state, count == null ? 0 : count);
        }
    }

    private void look(ThreadInfo info, long nowNanos) {
        long id = info.getThreadId();
        Watched thread = threads.get(id);
        if (thread == null) {
            if (info.getThreadName().startsWith(OWN_PREFIX)) {
                return;
            }
            thread = new Watched(info);
            threads.put(id, thread);
        }
        boolean runsNative = info.getThreadState() == Thread.State.RUNNABLE && info.isInNative();
        thread.see(info, runsNative && cpuTimes ? bean.getThreadCpuTime(id) : -1, scans, nowNanos);
    }

    private void readStacks() {
        List<Watched> due = new ArrayList<>();
        for (Watched thread : threads.values()) {
            if (due.size() < MOST_STACKS && thread.isDue()) {
                due.add(thread);
            }
        }
        for (int from = 0; from < due.size(); from += STACKS_AT_ONCE) {
            List<Watched> slice = due.subList(from, Math.min(due.size(), from + STACKS_AT_ONCE));
            long[] ids = new long[slice.size()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = slice.get(i).id();
            }
            ThreadInfo[] infos = bean.getThreadInfo(ids, DEPTH);
            for (int i = 0; i < ids.length; i++) {
                if (infos[i] != null) {
                    slice.get(i).read(infos[i]);
                }
            }
        }
    }
}
