package dev.firstfault.collectors.jvm;

import static dev.firstfault.signals.FrameField.CPU_MILLIS;
import static dev.firstfault.signals.FrameField.HOST_AVAILABLE;
import static dev.firstfault.signals.FrameField.OPEN_FILES;
import static dev.firstfault.signals.FrameField.RSS;
import static dev.firstfault.signals.FrameField.SWAPPED;

import dev.firstfault.signals.Frame;
import java.io.File;
import org.jspecify.annotations.Nullable;

/** What {@code /proc/self} says of the process: memory, CPU time, open descriptors; and what memory the host has left. proc(5). */
final class ProcessFiles implements FrameSource {

    /** Linux gives user space clock ticks of 10 ms on every architecture that runs a JVM ({@code USER_HZ} is ABI). */
    private static final long MILLIS_PER_TICK = 10;

    /** Counting descriptors allocates a name for each where the kernel is older than 6.2: then not more often. */
    private static final long LISTING_NANOS = 10_000_000_000L;

    private static final byte[] MEM_AVAILABLE = KernelFile.key("MemAvailable:");
    private static final byte[] VM_SWAP = KernelFile.key("VmSwap:");
    private static final byte[] VM_RSS = KernelFile.key("VmRSS:");
    /** {@code utime} and {@code stime}, fields 14 and 15 of proc(5) stat, counted behind the command's name. */
    private static final int UTIME = 11;

    private static final int STIME = 12;

    private final @Nullable KernelFile status;
    private final @Nullable KernelFile stat;
    private final @Nullable KernelFile memory;
    private final File descriptors;
    private long openFilesDue = Long.MIN_VALUE;
    private long openFiles = Frame.UNKNOWN;

    ProcessFiles(File proc) {
        File self = new File(proc, "self");
        status = KernelFile.open(new File(self, "status"));
        stat = KernelFile.open(new File(self, "stat"));
        memory = KernelFile.open(new File(proc, "meminfo"));
        descriptors = new File(self, "fd");
    }

    @Override
    public void fill(Frame frame, boolean mayAllocate) {
        boolean read = status != null && status.reload();
        frame.set(RSS, bytesAfter(VM_RSS, read ? status : null));
        frame.set(SWAPPED, bytesAfter(VM_SWAP, read ? status : null));
        frame.set(HOST_AVAILABLE, bytesAfter(MEM_AVAILABLE, memory != null && memory.reload() ? memory : null));
        frame.set(CPU_MILLIS, cpuMillis());
        if (mayAllocate && frame.atNanos() >= openFilesDue) {
            openFiles = countOpenFiles(frame.atNanos());
        }
        frame.set(OPEN_FILES, openFiles);
    }

    /** In kB there, so that nobody needs to know the page size, which is 64 kB on some ARM kernels. */
    private static long bytesAfter(byte[] key, @Nullable KernelFile read) {
        long kilobytes = read == null ? Frame.UNKNOWN : read.numberAfter(key);
        return kilobytes == Frame.UNKNOWN ? Frame.UNKNOWN : kilobytes * 1024;
    }

    private long cpuMillis() {
        if (stat == null || !stat.reload()) {
            return Frame.UNKNOWN;
        }
        long user = stat.fieldBehindLast(')', UTIME);
        long system = stat.fieldBehindLast(')', STIME);
        return user == Frame.UNKNOWN || system == Frame.UNKNOWN ? Frame.UNKNOWN : (user + system) * MILLIS_PER_TICK;
    }

    private long countOpenFiles(long atNanos) {
        // Since Linux 6.2 the size of this directory is the number of descriptors; before, it is 0.
        long size = descriptors.length();
        if (size > 0) {
            return size;
        }
        openFilesDue = atNanos + LISTING_NANOS;
        String[] names = descriptors.list();
        // One of them was the listing's own.
        return names == null ? Frame.UNKNOWN : names.length - 1;
    }
}
