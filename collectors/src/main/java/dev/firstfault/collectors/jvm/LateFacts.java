package dev.firstfault.collectors.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.ProcessInfo;
import java.io.File;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the MXBeans know of the process: the flags in force and the collectors. Late, on a thread of the agent. */
public final class LateFacts {

    private LateFacts() {}

    /** Facts by the names of {@link ProcessInfo}; without those that this JVM does not tell. Never throws. */
    public static Map<String, String> read(Health health) {
        Map<String, String> facts = new LinkedHashMap<>();
        ProcessLimits.read(new File("/proc"), new File("/"), facts);
        try {
            facts.put(ProcessInfo.COLLECTORS, collectors());
            readFlags(facts);
        } catch (LinkageError | RuntimeException unavailable) {
            health.degraded("jmx", "cannot read the flags of the JVM: " + unavailable);
        }
        return facts;
    }

    private static String collectors() {
        StringBuilder names = new StringBuilder();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            names.append(names.length() == 0 ? "" : ",").append(collector.getName());
        }
        return names.toString();
    }

    private static void readFlags(Map<String, String> facts) {
        HotSpotDiagnosticMXBean hotspot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (hotspot == null) {
            return; // another JVM
        }
        for (String name : JvmFlags.NAMES) {
            String value = value(hotspot, name);
            if (value != null) {
                facts.put(ProcessInfo.FLAG_PREFIX + name, value);
            }
        }
        for (String name : JvmFlags.COMMANDS) {
            String value = value(hotspot, name);
            if (value != null && !value.isEmpty()) {
                facts.put(ProcessInfo.FLAG_PREFIX + name, JvmFlags.SET);
            }
        }
    }

    private static @Nullable String value(HotSpotDiagnosticMXBean hotspot, String flag) {
        try {
            return hotspot.getVMOption(flag).getValue();
        } catch (IllegalArgumentException unknownHere) {
            return null;
        }
    }
}
