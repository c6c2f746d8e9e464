package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Meters;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory pools outside the heap, each for itself: the code cache has up to three, and one may be full while the
 * others are not. One thread; needs the module {@code java.management}.
 */
final class MemoryPools {

    private final SignalSink sink;
    private final List<Pool> pools = new ArrayList<>();
    private final List<Buffers> buffers = new ArrayList<>();
    private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    private final @Nullable CompilationMXBean compiler = compiler();
    private long compiled = -1;
    private long loaded = -1;

    MemoryPools(Meters meters, SignalSink sink) {
        this.sink = sink;
        for (MemoryPoolMXBean bean : ManagementFactory.getMemoryPoolMXBeans()) {
            if (bean.getType() == MemoryType.NON_HEAP) {
                pools.add(new Pool(bean, meters));
            }
        }
        for (BufferPoolMXBean bean : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            buffers.add(new Buffers(bean, meters));
        }
    }

    /** Once a second. */
    void tick() {
        long now = sink.nanosSinceOrigin();
        boolean moved = moved();
        for (Pool pool : pools) {
            if (moved) {
                pool.look();
            }
            pool.judge(now);
        }
        for (Buffers pool : buffers) {
            pool.look();
        }
    }

    /** A look allocates, and finds another level only where classes came or went or something was compiled. */
    private boolean moved() {
        CompilationMXBean time = compiler;
        long compiling = time == null ? compiled + 1 : time.getTotalCompilationTime();
        long loading = classes.getTotalLoadedClassCount() + classes.getUnloadedClassCount();
        boolean moved = compiling != compiled || loading != loaded;
        compiled = compiling;
        loaded = loading;
        return moved;
    }

    private static @Nullable CompilationMXBean compiler() {
        CompilationMXBean bean = ManagementFactory.getCompilationMXBean();
        return bean != null && bean.isCompilationTimeMonitoringSupported() ? bean : null;
    }

    /** One pool, and what was told of it. */
    private final class Pool {

        private static final int TOLD_FROM_PERCENT = 75;
        private static final int NEARLY_FULL_PERCENT = 80;
        private static final int STEPS = 50;
        private static final long AGAIN_NANOS = 30_000_000_000L;

        private final MemoryPoolMXBean bean;
        private final Resource resource;
        private final Gauge used;
        private final Gauge committed;
        private final Gauge max;
        private final boolean onCommitted;
        private long level;
        private long limit;
        private long toldUsed = -1;
        private long toldAt;

        Pool(MemoryPoolMXBean bean, Meters meters) {
            this.bean = bean;
            resource = new Resource(ResourceKind.MEMORY_POOL, bean.getName());
            // -XX:MaxMetaspaceSize and -XX:CompressedClassSpaceSize
            onCommitted = bean.getName().equals("Metaspace") || bean.getName().equals("Compressed Class Space");
            used = gauge(meters, "used", "Memory in use; the heap as a whole, outside of it what is measured.");
            committed = gauge(meters, "committed", "Memory committed; the heap as a whole.");
            max = gauge(meters, "max", "Most that may be used; the heap as a whole.");
        }

        private Gauge gauge(Meters meters, String what, String help) {
            return meters.gauge("jvm_memory_" + what + "_bytes", help, "area", "id")
                    .with("nonheap", bean.getName());
        }

        void look() {
            MemoryUsage usage = bean.getUsage();
            if (usage == null) {
                return; // a pool that is gone
            }
            used.set((double) usage.getUsed());
            committed.set((double) usage.getCommitted());
            max.set((double) usage.getMax());
            limit = usage.getMax();
            level = onCommitted ? usage.getCommitted() : usage.getUsed();
        }

        void judge(long now) {
            if (limit <= 0) {
                return;
            }
            if (level < limit / 100 * TOLD_FROM_PERCENT) {
                if (toldUsed >= 0) {
                    tell(now);
                    toldUsed = -1;
                }
                return;
            }
            boolean changed = toldUsed < 0 || Math.abs(level - toldUsed) >= limit / STEPS;
            boolean again = level >= limit / 100 * NEARLY_FULL_PERCENT && now - toldAt >= AGAIN_NANOS;
            if (changed || again) {
                tell(now);
            }
        }

        private void tell(long now) {
            toldUsed = level;
            toldAt = now;
            CompilationMXBean time = compiler;
            long compiling = time == null ? -1 : time.getTotalCompilationTime();
            sink.record(SignalKind.MEMORY_POOL, resource, 0, level, limit, compiling);
        }
    }

    /** Buffers that {@code java.nio} accounts for, of one kind. */
    private static final class Buffers {

        private final BufferPoolMXBean bean;
        private final Gauge used;

        Buffers(BufferPoolMXBean bean, Meters meters) {
            this.bean = bean;
            used = meters.gauge("jvm_buffer_memory_used_bytes", "Memory that buffers outside the heap use.", "id")
                    .with(bean.getName());
        }

        void look() {
            used.set((double) bean.getMemoryUsed());
        }
    }
}
