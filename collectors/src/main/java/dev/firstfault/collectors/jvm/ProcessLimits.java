package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.ProcessInfo;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of the system this process may use: descriptors, threads, memory. proc(5), getrlimit(2), pids.max. */
final class ProcessLimits {

    private ProcessLimits() {}

    /** Adds the limits by the names of {@link ProcessInfo}; without those that there are none of, or that cannot be read. */
    static void read(File proc, File root, Map<String, String> facts) {
        String limits = SmallFile.text(new File(proc, "self/limits"));
        put(facts, ProcessInfo.MAX_FILES, limits == null ? -1 : softLimit(limits, "Max open files"));
        long threads = limits == null ? -1 : softLimit(limits, "Max processes");
        long pids = pidsLimit(proc, root);
        put(facts, ProcessInfo.MAX_THREADS, pids < 0 ? threads : threads < 0 ? pids : Math.min(pids, threads));
        String memory = SmallFile.text(new File(proc, "meminfo"));
        long kilobytes = memory == null ? -1 : softLimit(memory, "MemTotal:");
        put(facts, ProcessInfo.HOST_MEMORY, kilobytes < 0 ? -1 : kilobytes * 1024);
    }

    private static void put(Map<String, String> facts, String name, long limit) {
        if (limit >= 0) {
            facts.put(name, Long.toString(limit));
        }
    }

    /** The first number in the line that begins so; -1 where there is none, as in {@code unlimited}. */
    private static long softLimit(String text, String name) {
        int line = text.startsWith(name) ? 0 : text.indexOf('\n' + name) + 1;
        if (line == 0 && !text.startsWith(name)) {
            return -1;
        }
        return number(text, line + name.length());
    }

    private static long number(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        int end = at;
        while (end < text.length() && end - at < 18 && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == at ? -1 : Long.parseLong(text.substring(at, end));
    }

    /** The lowest limit on the way up from this process's group, or -1. */
    private static long pidsLimit(File proc, File root) {
        long lowest = -1;
        try {
            for (File directory : CgroupPaths.of("pids", proc, root).directories()) {
                @Nullable String text = SmallFile.text(new File(directory, "pids.max"));
                long limit = text == null ? -1 : number(text, 0);
                lowest = limit < 0 ? lowest : lowest < 0 ? limit : Math.min(limit, lowest);
            }
        } catch (IOException | SecurityException noControlGroups) {
            return -1;
        }
        return lowest;
    }
}
