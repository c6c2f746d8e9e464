package dev.firstfault.collectors.jvm;

import com.sun.management.ThreadMXBean;
import dev.firstfault.collectors.StackLines;
import dev.firstfault.collectors.thread.FamilyName;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who allocates while the heap fills: from what the JVM counts for each thread anyway, so that no collector and no version
 * of it is blind, and nothing is added to an allocation. One thread; needs the module {@code jdk.management}.
 */
final class Allocators {

    /** Below this share of the heap, what collections leave is nobody's concern. */
    private static final int WATCHED_PERCENT = 30;

    /** The live set grows by steps of this part of the heap; each is looked at, the rest is not worth the thread's time. */
    private static final int STEPS = 50;

    /** What was allocated long before a step tells nothing of it. */
    private static final long STALE_NANOS = 30_000_000_000L;

    private static final int FRAMES = 40;
    private static final int MOST_PLACES = 4;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final SignalSink sink;
    private final long maxHeap = Runtime.getRuntime().maxMemory();
    private final Set<String> places = new HashSet<>();
    private Map<Long, Long> before = new HashMap<>();
    private long lookedAt;
    private long toldLevel;

    Allocators(SignalSink sink) {
        this.sink = sink;
    }

    /** Whether this JVM counts what threads allocate, and does so now: nothing is switched on in a host. */
    boolean counted() {
        return threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled();
    }

    /** Once a second, with the latest sample. */
    void tick(Frame frame) {
        long level = frame.get(FrameField.HEAP_AFTER_GC);
        if (level == Frame.UNKNOWN || level < maxHeap / 100 * WATCHED_PERCENT) {
            before.clear();
            toldLevel = 0;
            return;
        }
        boolean step = level - toldLevel >= maxHeap / STEPS;
        if (before.isEmpty() || step || sink.nanosSinceOrigin() - lookedAt >= STALE_NANOS) {
            look(level, step);
        }
    }

    private void look(long level, boolean step) {
        long now = sink.nanosSinceOrigin();
        long[] ids = threads.getAllThreadIds();
        long[] allocated = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> counts = new HashMap<>(2 * ids.length);
        long all = 0;
        long most = 0;
        long busiest = -1;
        for (int i = 0; i < ids.length; i++) {
            if (allocated[i] < 0) {
                continue; // ended
            }
            counts.put(ids[i], allocated[i]);
            Long earlier = before.get(ids[i]);
            long since = before.isEmpty() ? 0 : allocated[i] - (earlier == null ? 0 : earlier);
            all += since;
            if (since > most) {
                most = since;
                busiest = ids[i];
            }
        }
        before = counts;
        long elapsed = now - lookedAt;
        lookedAt = now;
        if (busiest >= 0 && step) {
            tell(busiest, most, all, elapsed, counts.get(busiest));
            toldLevel = level;
        }
    }

    private void tell(long id, long most, long all, long elapsed, @Nullable Long inLife) {
        @Nullable ThreadInfo info = threads.getThreadInfo(id, FRAMES);
        if (info == null || info.getThreadName().startsWith("firstfault-")) {
            return;
        }
        String family = FamilyName.of(info.getThreadName());
        long identity = id << 32 | (inLife == null ? 0 : Math.min(inLife >> 20, Integer.MAX_VALUE));
        ErrorDetail where = where(family, StackLines.ofWaiting(info.getStackTrace()));
        sink.record(
                SignalKind.ALLOCATION,
                new Resource(ResourceKind.THREAD, family),
                elapsed,
                most,
                all,
                identity,
                1,
                where);
    }

    /** Null where enough other places were told of: the box keeps few. */
    private @Nullable ErrorDetail where(String family, String frames) {
        if (!places.contains(frames) && places.size() >= MOST_PLACES) {
            return null;
        }
        places.add(frames);
        int second = frames.indexOf('\n') + 1;
        int end = frames.indexOf('\n', second);
        String at = frames.substring(second, end < 0 ? frames.length() : end);
        return new ErrorDetail(sink.nanosSinceOrigin(), "allocating", at, null, 0, family, frames);
    }
}
