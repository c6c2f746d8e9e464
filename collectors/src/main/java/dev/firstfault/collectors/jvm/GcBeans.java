package dev.firstfault.collectors.jvm;

import static dev.firstfault.signals.FrameField.FULL_GC_COUNT;
import static dev.firstfault.signals.FrameField.GC_COUNT;
import static dev.firstfault.signals.FrameField.GC_DEBT_MILLIS;
import static dev.firstfault.signals.FrameField.GC_MILLIS;
import static dev.firstfault.signals.FrameField.HEAP_AFTER_GC;
import static dev.firstfault.signals.FrameField.HEAP_USED;

import dev.firstfault.signals.Frame;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collections counted, timed and judged, and what they left on the heap. Needs the module {@code java.management}. */
final class GcBeans implements FrameSource {

    /** Reading what a collection left costs 2 to 5 kB of garbage and about 50 us: twice a second is enough. */
    private static final long AFTERMATH_NANOS = 500_000_000L;
    /** But in the first seconds, in which a heap may fill within one. */
    private static final long YOUNG_AFTERMATH_NANOS = 50_000_000L;

    private static final long YOUNG_NANOS = 15_000_000_000L;

    private final GarbageCollectorMXBean[] beans;
    private final CollectorRole[] roles;
    private final long[] counts;
    private final boolean wholeKnown;
    private final boolean pausesKnown;
    private final @Nullable GcAftermath aftermath;
    private final GcDebt debt = new GcDebt();
    private boolean aftermathPending;
    private long aftermathDue = Long.MIN_VALUE;
    private long heapAfterGc = Frame.UNKNOWN;

    GcBeans() {
        this(ManagementFactory.getGarbageCollectorMXBeans(), heapPools());
    }

    GcBeans(List<GarbageCollectorMXBean> collectors, List<String> heapPools) {
        beans = collectors.toArray(new GarbageCollectorMXBean[0]);
        roles = new CollectorRole[beans.length];
        counts = new long[beans.length];
        boolean unknownRole = false;
        boolean pauses = false;
        for (int i = 0; i < beans.length; i++) {
            roles[i] = CollectorRole.of(beans[i].getName());
            unknownRole |= roles[i] == CollectorRole.UNKNOWN;
            pauses |= roles[i].pauses();
        }
        // Generational Shenandoah counts young, old and global cycles with one bean.
        wholeKnown = !unknownRole && !heapPools.contains("Shenandoah Old Gen");
        pausesKnown = pauses;
        aftermath = openAftermath(heapPools);
    }

    @Override
    public void fill(Frame frame, boolean mayAllocate) {
        long collections = 0;
        long whole = 0;
        long millis = 0;
        for (int i = 0; i < beans.length; i++) {
            long count = beans[i].getCollectionCount();
            if (roles[i].collects()) {
                collections += count;
                if (roles[i].whole()) {
                    whole += count;
                }
                aftermathPending |= count != counts[i];
                counts[i] = count;
            }
            if (roles[i].pauses()) {
                millis += Math.max(0, beans[i].getCollectionTime());
            }
        }
        frame.set(GC_COUNT, collections);
        frame.set(FULL_GC_COUNT, wholeKnown ? whole : Frame.UNKNOWN);
        frame.set(GC_MILLIS, pausesKnown ? millis : Frame.UNKNOWN);
        frame.set(GC_DEBT_MILLIS, pausesKnown ? debt.at(frame.atNanos(), millis) : Frame.UNKNOWN);
        if (aftermathPending) {
            readAftermath(frame, mayAllocate);
        }
        frame.set(HEAP_AFTER_GC, heapAfterGc);
    }

    private void readAftermath(Frame frame, boolean mayAllocate) {
        if (aftermath == null) {
            // The use at the first look after the collection: too high by what was allocated since.
            heapAfterGc = frame.get(HEAP_USED);
            aftermathPending = false;
        } else if (!mayAllocate) {
            heapAfterGc = frame.get(HEAP_USED);
        } else if (frame.atNanos() >= aftermathDue) {
            aftermathDue = frame.atNanos() + (frame.atNanos() < YOUNG_NANOS ? YOUNG_AFTERMATH_NANOS : AFTERMATH_NANOS);
            aftermathPending = false;
            heapAfterGc = aftermath.heapUsed();
        }
    }

    private @Nullable GcAftermath openAftermath(List<String> heapPools) {
        try {
            return new GcAftermath(beans, roles, heapPools);
        } catch (LinkageError noSuchModule) {
            return null; // jdk.management was left out of this runtime
        }
    }

    private static List<String> heapPools() {
        List<String> names = new ArrayList<>();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                names.add(pool.getName());
            }
        }
        return names;
    }
}
