package dev.firstfault.collectors.jvm;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import dev.firstfault.signals.Frame;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the last collection left on the heap. Needs the module {@code jdk.management}. */
final class GcAftermath {

    private final GarbageCollectorMXBean[] collectors;
    private final String[] heapPools;

    GcAftermath(java.lang.management.GarbageCollectorMXBean[] beans, CollectorRole[] roles, List<String> heapPools) {
        int count = 0;
        GarbageCollectorMXBean[] found = new GarbageCollectorMXBean[beans.length];
        for (int i = 0; i < beans.length; i++) {
            // The beans that report pauses only have no usage to tell.
            if (roles[i].collects() && beans[i] instanceof GarbageCollectorMXBean) {
                found[count++] = (GarbageCollectorMXBean) beans[i];
            }
        }
        collectors = java.util.Arrays.copyOf(found, count);
        this.heapPools = heapPools.toArray(new String[0]);
    }

    /** Bytes in use in all heap pools right after the latest collection; allocates. */
    long heapUsed() {
        GcInfo latest = null;
        for (GarbageCollectorMXBean collector : collectors) {
            GcInfo info = collector.getLastGcInfo();
            if (info != null && (latest == null || info.getEndTime() > latest.getEndTime())) {
                latest = info;
            }
        }
        return latest == null ? Frame.UNKNOWN : sum(latest.getMemoryUsageAfterGc());
    }

    private long sum(Map<String, MemoryUsage> usageByPool) {
        long used = 0;
        for (String pool : heapPools) {
            @Nullable MemoryUsage usage = usageByPool.get(pool);
            if (usage == null) {
                return Frame.UNKNOWN;
            }
            used += usage.getUsed();
        }
        return used;
    }
}
