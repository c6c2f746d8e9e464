package dev.firstfault.collectors.jvm;

import static dev.firstfault.signals.FrameField.CGROUP_CURRENT;
import static dev.firstfault.signals.FrameField.CGROUP_LIMIT;
import static dev.firstfault.signals.FrameField.CGROUP_LIMIT_HITS;

import dev.firstfault.signals.Frame;
import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory charged to the control group, its limit, and how often that was hit: of the tightest limit on the way up, or of
 * the process's own group where there is none.
 */
final class MemoryGroup implements FrameSource {

    /** v1 says "no limit" by the largest page-aligned long; nobody has an exabyte. */
    private static final long NO_LIMIT = 1L << 60;

    private static final byte[] MAX_EVENTS = KernelFile.key("max ");

    private final @Nullable KernelFile current;
    private final @Nullable KernelFile limit;
    private final @Nullable KernelFile hits;
    private final boolean v2;

    private MemoryGroup(File directory, boolean v2) {
        this.v2 = v2;
        current = KernelFile.open(new File(directory, v2 ? "memory.current" : "memory.usage_in_bytes"));
        limit = KernelFile.open(limitFile(directory, v2));
        hits = KernelFile.open(new File(directory, v2 ? "memory.events" : "memory.failcnt"));
    }

    /** The group to watch, or null where there is none. */
    static @Nullable MemoryGroup open(CgroupPaths paths) {
        List<File> directories = paths.directories();
        if (directories.isEmpty()) {
            return null;
        }
        File tightest = directories.get(0);
        long tightestLimit = Long.MAX_VALUE;
        for (File directory : directories) {
            long bytes = limitOf(directory, paths.v2());
            if (bytes != Frame.UNKNOWN && bytes < tightestLimit) {
                tightest = directory;
                tightestLimit = bytes;
            }
        }
        return new MemoryGroup(tightest, paths.v2());
    }

    @Override
    public void fill(Frame frame, boolean mayAllocate) {
        frame.set(CGROUP_CURRENT, number(current));
        frame.set(CGROUP_LIMIT, finite(number(limit)));
        if (hits != null && hits.reload()) {
            frame.set(CGROUP_LIMIT_HITS, v2 ? hits.numberAfter(MAX_EVENTS) : hits.number());
        } else {
            frame.set(CGROUP_LIMIT_HITS, Frame.UNKNOWN);
        }
    }

    private static long limitOf(File directory, boolean v2) {
        KernelFile file = KernelFile.open(limitFile(directory, v2));
        if (file == null) {
            return Frame.UNKNOWN;
        }
        try {
            return finite(number(file));
        } finally {
            file.close();
        }
    }

    private static File limitFile(File directory, boolean v2) {
        return new File(directory, v2 ? "memory.max" : "memory.limit_in_bytes");
    }

    private static long number(@Nullable KernelFile file) {
        return file != null && file.reload() ? file.number() : Frame.UNKNOWN;
    }

    private static long finite(long bytes) {
        return bytes >= NO_LIMIT ? Frame.UNKNOWN : bytes;
    }
}
