package dev.firstfault.collectors.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.firstfault.signals.Health;
import java.io.File;
import java.lang.management.ManagementFactory;

/** Arms the JVM's own heap dump for the day that the heap runs out. */
public final class HeapDump {

    private static final String PART = "heap-dump";

    private HeapDump() {}

    /**
     * Lets the JVM write a heap dump into {@code directory} when the heap runs out, unless it does so already, or the disk
     * has not half as much again as the largest heap. Never throws.
     */
    public static void arm(File directory, Health health) {
        try {
            HotSpotDiagnosticMXBean hotspot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            if (hotspot == null) {
                health.degraded(PART, "only HotSpot's heap dumps can be armed");
                return;
            }
            if (Boolean.parseBoolean(
                    hotspot.getVMOption("HeapDumpOnOutOfMemoryError").getValue())) {
                return;
            }
            long wanted = Runtime.getRuntime().maxMemory() / 2 * 3;
            boolean there = directory.isDirectory() || directory.mkdirs();
            if (!there || directory.getUsableSpace() < wanted) {
                health.degraded(PART, directory + " has no room for " + (wanted >> 20) + " MB of heap dump");
                return;
            }
            hotspot.setVMOption("HeapDumpPath", directory.getPath());
            hotspot.setVMOption("HeapDumpOnOutOfMemoryError", "true");
        } catch (LinkageError | RuntimeException unavailable) {
            health.degraded(PART, "cannot be armed: " + unavailable);
        }
    }
}
