package dev.firstfault.collectors.jvm;

import static dev.firstfault.signals.FrameField.CPU_THROTTLED_MILLIS;

import dev.firstfault.signals.Frame;
import java.io.File;
import org.jspecify.annotations.Nullable;

/** How long the control group was kept from the CPU by its quota: of the nearest group that has a quota. */
final class CpuGroup implements FrameSource {

    private static final byte[] THROTTLED_MICROS = KernelFile.key("throttled_usec ");
    private static final byte[] THROTTLED_NANOS = KernelFile.key("throttled_time ");

    private final KernelFile stat;
    private final boolean v2;

    private CpuGroup(KernelFile stat, boolean v2) {
        this.stat = stat;
        this.v2 = v2;
    }

    /** The group to watch, or null where none has a quota. */
    static @Nullable CpuGroup open(CgroupPaths paths) {
        for (File directory : paths.directories()) {
            if (quota(directory, paths.v2()) > 0) {
                KernelFile stat = KernelFile.open(new File(directory, "cpu.stat"));
                return stat == null ? null : new CpuGroup(stat, paths.v2());
            }
        }
        return null;
    }

    @Override
    public void fill(Frame frame, boolean mayAllocate) {
        long time = Frame.UNKNOWN;
        if (stat.reload()) {
            time = stat.numberAfter(v2 ? THROTTLED_MICROS : THROTTLED_NANOS);
        }
        frame.set(CPU_THROTTLED_MILLIS, time == Frame.UNKNOWN ? time : time / (v2 ? 1_000L : 1_000_000L));
    }

    /** The quota, or something below zero: "max" (v2) and -1 (v1) are no numbers here. */
    private static long quota(File directory, boolean v2) {
        KernelFile file = KernelFile.open(new File(directory, v2 ? "cpu.max" : "cpu.cfs_quota_us"));
        if (file == null) {
            return Frame.UNKNOWN;
        }
        try {
            return file.reload() ? file.number() : Frame.UNKNOWN;
        } finally {
            file.close();
        }
    }
}
