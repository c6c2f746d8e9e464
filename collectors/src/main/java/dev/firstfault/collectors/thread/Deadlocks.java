package dev.firstfault.collectors.thread;

import dev.firstfault.collectors.AgeSteps;
import dev.firstfault.collectors.StackLines;
import dev.firstfault.collectors.jdbc.ErrorText;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds threads that wait for each other's locks. The scan knows who waits for whom; only where that is a circle is the
 * JVM asked, which stops all threads to answer. Agent thread only.
 */
final class Deadlocks {

    private static final long BETWEEN_QUESTIONS_NANOS = 10_000_000_000L;
    private static final int DEPTH = 64;

    private final ThreadMXBean bean;
    private final SignalSink sink;
    private final ThreadMeters meters;
    private final Map<String, Told> told = new HashMap<>();
    private long lastQuestionNanos;
    private boolean asked;
    private boolean found;

    Deadlocks(ThreadMXBean bean, SignalSink sink, ThreadMeters meters) {
        this.bean = bean;
        this.sink = sink;
        this.meters = meters;
        meters.deadlocked(0, 0);
    }

    /** Whether there is one, as far as is known. */
    boolean found() {
        return found;
    }

    void update(Map<Long, Watched> threads, long nowNanos) {
        if (!hasCircle(threads)) {
            if (found) {
                found = false;
                meters.deadlocked(0, 0);
            }
            told.clear();
            return;
        }
        if (!asked || nowNanos - lastQuestionNanos >= BETWEEN_QUESTIONS_NANOS) {
            asked = true;
            lastQuestionNanos = nowNanos;
            ask(nowNanos);
        }
    }

    /** A circle of threads that have not moved since the scan before. */
    private static boolean hasCircle(Map<Long, Watched> threads) {
        Set<Long> cleared = new HashSet<>();
        for (Watched start : threads.values()) {
            Set<Long> path = new HashSet<>();
            Watched at = start;
            while (at != null && at.isStill() && at.waitsForLock() && at.ownerId() >= 0 && !cleared.contains(at.id())) {
                if (!path.add(at.id())) {
                    return true;
                }
                at = threads.get(at.ownerId());
            }
            cleared.addAll(path);
        }
        return false;
    }

    private void ask(long nowNanos) {
        long[] ids = bean.findDeadlockedThreads();
        found = ids != null;
        if (ids == null) {
            meters.deadlocked(0, 0);
            return;
        }
        long[] byMonitors = bean.findMonitorDeadlockedThreads();
        meters.deadlocked(ids.length, byMonitors == null ? 0 : byMonitors.length);
        Map<Long, ThreadInfo> infos = new HashMap<>();
        for (ThreadInfo info : bean.getThreadInfo(ids, DEPTH)) {
            if (info != null) {
                infos.put(info.getThreadId(), info);
            }
        }
        while (!infos.isEmpty()) {
            List<ThreadInfo> circle = takeCircle(infos);
            if (!circle.isEmpty()) {
                tell(circle, nowNanos);
            }
        }
    }

    /** Takes one thread and those it waits for, one after the other; empty where they are no circle. */
    private static List<ThreadInfo> takeCircle(Map<Long, ThreadInfo> infos) {
        List<ThreadInfo> path = new ArrayList<>();
        ThreadInfo at = infos.remove(infos.keySet().iterator().next());
        while (at != null) {
            path.add(at);
            at = infos.remove(at.getLockOwnerId());
        }
        long last = path.get(path.size() - 1).getLockOwnerId();
        for (int i = 0; i < path.size(); i++) {
            if (path.get(i).getThreadId() == last) {
                return path.subList(i, path.size());
            }
        }
        return new ArrayList<>();
    }

    private void tell(List<ThreadInfo> circle, long nowNanos) {
        long[] ids = new long[circle.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = circle.get(i).getThreadId();
        }
        Arrays.sort(ids);
        Told known = told.computeIfAbsent(Arrays.toString(ids), unused -> new Told(nowNanos));
        long age = nowNanos - known.sinceNanos;
        long step = AgeSteps.reached(age);
        if (known.recorded && step <= known.step) {
            return;
        }
        known.recorded = true;
        known.step = step;
        ThreadInfo one = circle.get(0);
        sink.record(
                SignalKind.DEADLOCK,
                new Resource(ResourceKind.THREAD, FamilyName.of(one.getThreadName())),
                age,
                circle.size(),
                0,
                0,
                1,
                detail(circle));
    }

    private ErrorDetail detail(List<ThreadInfo> circle) {
        StringBuilder words = new StringBuilder();
        StringBuilder frames = new StringBuilder();
        int each = Math.max(1, StackLines.MOST / circle.size());
        for (int i = 0; i < circle.size(); i++) {
            ThreadInfo info = circle.get(i);
            words.append(i == 0 ? "" : "; ")
                    .append(info.getThreadName())
                    .append(" waits for ")
                    .append(
                            info.getLockInfo() == null
                                    ? "a lock"
                                    : info.getLockInfo().getClassName())
                    .append(" held by ")
                    .append(info.getLockOwnerName());
            if (i < StackLines.MOST) {
                frames.append(i == 0 ? "" : "\n").append(applicationFrames(info.getStackTrace(), each));
            }
        }
        ThreadInfo one = circle.get(0);
        return new ErrorDetail(
                sink.nanosSinceOrigin(),
                "deadlock",
                ErrorText.of(words.toString()),
                null,
                0,
                one.getThreadName(),
                frames.toString());
    }

    private static String applicationFrames(StackTraceElement[] stack, int most) {
        int from = 0;
        while (from < stack.length - 1 && CodeOf.library(stack[from].getClassName())) {
            from++;
        }
        return StackLines.from(stack, from, most);
    }

    /** A deadlock that is known. */
    private static final class Told {
        private final long sinceNanos;
        private long step;
        private boolean recorded;

        Told(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }
}
