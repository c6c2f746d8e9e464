package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Memory of the direct buffers that {@code java.nio} accounts for. Needs the module {@code java.management}. */
final class DirectBuffers implements FrameSource {

    private final @Nullable BufferPoolMXBean pool = directPool();

    @Override
    public void fill(Frame frame, boolean mayAllocate) {
        if (pool != null) {
            frame.set(FrameField.DIRECT, pool.getMemoryUsed());
        }
    }

    private static @Nullable BufferPoolMXBean directPool() {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                return pool;
            }
        }
        return null;
    }
}
