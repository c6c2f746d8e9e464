package dev.firstfault.signals;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What does not change in a process's life, as names and values. Never a command line; of the system properties the JVM's
 * own version and working directory alone.
 */
public final class ProcessInfo {

    /** Short name of the application, for file names and people. */
    public static final String APP = "app";

    public static final String PID = "pid";
    /** {@code metastore}, {@code spark-driver}, {@code spark-executor}, {@code es-client}, {@code app}. */
    public static final String ROLE = "role";

    /** {@code java.version}. */
    public static final String JDK = "jdk";

    public static final String START_EPOCH_MILLIS = "start.epoch.millis";
    /** When the kernel started the process, clock ticks since boot: with the pid, the process for certain. */
    public static final String START_TICKS = "start.ticks";
    /** Kernel's boot id: another one means that the machine was restarted. */
    public static final String BOOT_ID = "boot.id";

    /** Kernel's name of the machine or container. */
    public static final String HOST = "host";

    /** Where the process was started: HotSpot leaves its crash reports there. */
    public static final String WORKING_DIRECTORY = "working.directory";
    /** What the process id is an id of, as {@code /proc/self/ns/pid} says: containers have their own. */
    public static final String PID_NAMESPACE = "pid.namespace";
    /** {@code true} where the process held a lock on its box, {@code false} where the file system has none. */
    public static final String BOX_LOCKED = "box.locked";

    public static final String MAX_HEAP_BYTES = "heap.max.bytes";
    /** Names of the collectors, comma between them. */
    public static final String COLLECTORS = "gc.collectors";

    public static final String AGENT_VERSION = "agent.version";
    /** Prefix of JVM flags that matter after a death: {@code flag.ExitOnOutOfMemoryError=true}. */
    public static final String FLAG_PREFIX = "flag.";

    /** Most file descriptors that it may have open. */
    public static final String MAX_FILES = "limit.files";
    /** Most threads and processes that its control group, or its user, may have. */
    public static final String MAX_THREADS = "limit.threads";
    /** Memory of the host, bytes. */
    public static final String HOST_MEMORY = "host.memory.bytes";
    /** What the heap was full of: see {@link SignalKind#HEAP_CLASSES}; thirty lines at most. */
    public static final String HEAP_CLASSES = "heap.classes";

    private final Map<String, String> values;

    public ProcessInfo(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public Map<String, String> values() {
        return values;
    }

    /** The value, or the empty string where unknown. */
    public String get(String name) {
        String value = values.get(name);
        return value == null ? "" : value;
    }

    /** The value as a number, or {@code otherwise} where it is unknown or no number. */
    public long number(String name, long otherwise) {
        try {
            return Long.parseLong(get(name));
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }

    /** The JVM flags recorded, without the prefix. */
    public Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            if (entry.getKey().startsWith(FLAG_PREFIX)) {
                flags.put(entry.getKey().substring(FLAG_PREFIX.length()), entry.getValue());
            }
        }
        return flags;
    }
}
