package dev.firstfault.blackbox;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What Linux says of processes and of itself in {@code /proc} (proc(5)). */
final class ProcStat {

    /** Field 22, counted behind the command name's closing parenthesis, where field 3 is the first. */
    private static final int START_TIME = 22 - 3;

    private ProcStat() {}

    /**
     * When a process started, in clock ticks since boot: with the id, it names one process for as long as the machine
     * is up.
     *
     * @param pid a process id, or {@code self}
     * @return 0 where there is no such process or no {@code /proc}
     */
    static long startTicks(String pid) {
        String stat = firstBytes("/proc/" + pid + "/stat");
        int at = stat.lastIndexOf(')') + 2;
        for (int field = 0; field < START_TIME; field++) {
            at = stat.indexOf(' ', at) + 1;
            if (at == 0) {
                return 0;
            }
        }
        int end = stat.indexOf(' ', at);
        try {
            return Long.parseLong(end < 0 ? "" : stat.substring(at, end));
        } catch (NumberFormatException notThisFormat) {
            return 0;
        }
    }

    /** The kernel's random id of this boot; empty where it has none. */
    static String bootId() {
        return firstBytes("/proc/sys/kernel/random/boot_id").trim();
    }

    /** The kernel's name of this machine or container; empty where it has none. */
    static String hostName() {
        return firstBytes("/proc/sys/kernel/hostname").trim();
    }

    private static String firstBytes(String path) {
        try (FileInputStream in = new FileInputStream(path)) {
            byte[] bytes = new byte[1024];
            int length = in.read(bytes);
            return new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII);
        } catch (IOException | SecurityException absent) {
            return "";
        }
    }
}
