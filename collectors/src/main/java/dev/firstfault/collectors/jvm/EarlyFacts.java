package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ProcessInfo;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of the process in {@code premain}, from {@code /proc} alone: no MXBean, not even for the pid. What
 * cannot be read is absent.
 */
public final class EarlyFacts {

    private static final long MILLIS_PER_TICK = 10;
    /** Field 22 of proc(5) stat, counted behind the command's name. */
    private static final int START_TIME = 19;

    private final File proc;
    private final Clock clock;
    private final Map<String, String> environment;

    public EarlyFacts(Clock clock) {
        this(new File("/proc"), clock, System.getenv());
    }

    /** As above, reading another {@code /proc} and environment. */
    EarlyFacts(File proc, Clock clock, Map<String, String> environment) {
        this.proc = proc;
        this.clock = clock;
        this.environment = environment;
    }

    /** Facts by the names of {@link ProcessInfo}. */
    public Map<String, String> read() {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, ProcessInfo.JDK, System.getProperty("java.version"));
        put(facts, ProcessInfo.BOOT_ID, trimmed("sys/kernel/random/boot_id"));
        put(facts, ProcessInfo.WORKING_DIRECTORY, System.getProperty("user.dir"));
        facts.put(ProcessInfo.MAX_HEAP_BYTES, Long.toString(Runtime.getRuntime().maxMemory()));
        readStat(facts);
        readFlags(facts);
        return facts;
    }

    private void readStat(Map<String, String> facts) {
        long startMillis = clock.epochMillis();
        String stat = trimmed("self/stat");
        if (stat != null) {
            int blank = stat.indexOf(' ');
            String pid = blank < 0 ? stat : stat.substring(0, blank);
            put(facts, ProcessInfo.PID, pid);
            String ticks = word(stat.substring(stat.lastIndexOf(')') + 1), START_TIME);
            put(facts, ProcessInfo.START_TICKS, ticks);
            long age = uptimeMillis() - number(ticks) * MILLIS_PER_TICK;
            // A container may see an uptime of its own; then only the present is certain.
            startMillis -= ticks != null && age > 0 ? age : 0;
        }
        facts.put(ProcessInfo.START_EPOCH_MILLIS, Long.toString(startMillis));
    }

    private void readFlags(Map<String, String> facts) {
        JvmFlags flags = new JvmFlags();
        // In HotSpot's order: the later one wins. JDK_JAVA_OPTIONS is the launcher's, which puts it in front of its
        // own.
        flags.readOptions(environment.get("JAVA_TOOL_OPTIONS"));
        if (majorVersion() >= 9) {
            flags.readOptions(environment.get("JDK_JAVA_OPTIONS"));
        }
        String commandLine = SmallFile.text(new File(proc, "self/cmdline"));
        if (commandLine != null) {
            flags.readCommandLine(split(commandLine));
        }
        flags.readOptions(environment.get("_JAVA_OPTIONS"));
        for (Map.Entry<String, String> flag : flags.values().entrySet()) {
            facts.put(ProcessInfo.FLAG_PREFIX + flag.getKey(), flag.getValue());
        }
    }

    /** Since boot, from {@code /proc/uptime}: seconds with two decimals; -1 where unknown. */
    private long uptimeMillis() {
        String uptime = trimmed("uptime");
        int point = uptime == null ? -1 : uptime.indexOf('.');
        if (uptime == null || point < 0 || uptime.length() < point + 3) {
            return -1;
        }
        return number(uptime.substring(0, point)) * 1000 + number(uptime.substring(point + 1, point + 3)) * 10;
    }

    private @Nullable String trimmed(String path) {
        String text = SmallFile.text(new File(proc, path));
        return text == null ? null : text.trim();
    }

    private static int majorVersion() {
        String version = System.getProperty("java.specification.version", "1.8");
        return version.startsWith("1.") ? 8 : (int) number(version);
    }

    private static @Nullable String word(String line, int n) {
        StringTokenizer words = new StringTokenizer(line);
        for (int i = 0; i < n && words.hasMoreTokens(); i++) {
            words.nextToken();
        }
        return words.hasMoreTokens() ? words.nextToken() : null;
    }

    private static long number(@Nullable String digits) {
        try {
            return digits == null ? 0 : Long.parseLong(digits);
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }

    private static String[] split(String commandLine) {
        List<String> arguments = new ArrayList<>();
        int from = 0;
        while (from < commandLine.length()) {
            int to = commandLine.indexOf('\0', from);
            to = to < 0 ? commandLine.length() : to;
            arguments.add(commandLine.substring(from, to));
            from = to + 1;
        }
        return arguments.toArray(new String[0]);
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }
}
