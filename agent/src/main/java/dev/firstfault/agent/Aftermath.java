package dev.firstfault.agent;

import dev.firstfault.diagnosis.ending.CrashReport;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this machine still shows of a process that is dead: HotSpot's crash report near its box, and whether the machine went down. */
public final class Aftermath {

    /** All that is read of a crash report; what is looked for is in its first lines. */
    private static final int REPORT_HEAD = 64 * 1024;

    /** A process that had been dead for longer when its machine came up again may have died of anything. */
    private static final long LONGEST_REBOOT_MILLIS = 15 * 60_000L;

    /** Process ids outside of all containers: {@code PROC_PID_INIT_INO} of {@code linux/proc_ns.h}. */
    private static final String NO_CONTAINER = "pid:[4026531836]";

    private Aftermath() {}

    /** The same witness, with what is found of the process of a box. */
    public static Witness addedTo(Witness witness, File box, Timeline timeline) {
        ProcessInfo process = timeline.process();
        CrashReport report = crashReport(box, process);
        Witness added = report == null ? witness : witness.withCrashReport(report);
        String host = head(new File("/proc/sys/kernel/hostname")).trim();
        String boot = head(new File("/proc/sys/kernel/random/boot_id")).trim();
        long downMillis = bootedMillis() - timeline.epochMillis(timeline.endNanos());
        return !boot.isEmpty() && isOf(process, host, downMillis) ? added.withBootId(boot) : added;
    }

    /**
     * Whether the machine's boot tells of the process: it ran on this machine, which came up again soon after. A container's
     * host name may be that of another machine's by now.
     */
    static boolean isOf(ProcessInfo process, String host, long downMillis) {
        return !host.isEmpty()
                && host.equals(process.get(ProcessInfo.HOST))
                && NO_CONTAINER.equals(process.get(ProcessInfo.PID_NAMESPACE))
                && downMillis > 0
                && downMillis < LONGEST_REBOOT_MILLIS;
    }

    /** HotSpot's, where {@code -XX:ErrorFile} says, in the working directory, in the temporary one, or beside the box. */
    private static @Nullable CrashReport crashReport(File box, ProcessInfo process) {
        String pid = process.get(ProcessInfo.PID);
        if (pid.isEmpty()) {
            return null;
        }
        for (File candidate : candidates(box, process, pid)) {
            String text = candidate.isFile() ? head(candidate) : "";
            boolean younger = candidate.lastModified() >= process.number(ProcessInfo.START_EPOCH_MILLIS, 0);
            if (younger && text.contains("pid=" + pid + ",")) {
                return CrashReport.of(candidate.getPath(), recording(box, process, candidate, pid), text);
            }
        }
        return null;
    }

    private static Set<File> candidates(File box, ProcessInfo process, String pid) {
        Set<File> files = new LinkedHashSet<>();
        String chosen = process.get(ProcessInfo.FLAG_PREFIX + "ErrorFile");
        if (!chosen.isEmpty()) {
            File file = new File(chosen.replace("%p", pid));
            files.add(file.isAbsolute() ? file : new File(process.get(ProcessInfo.WORKING_DIRECTORY), file.getPath()));
        }
        for (File directory : directories(box, process)) {
            files.add(new File(directory, "hs_err_pid" + pid + ".log"));
        }
        return files;
    }

    private static Set<File> directories(File box, ProcessInfo process) {
        Set<File> directories = new LinkedHashSet<>();
        File beside = box.getAbsoluteFile().getParentFile();
        if (beside != null) {
            directories.add(beside);
            if (beside.getParentFile() != null) {
                directories.add(beside.getParentFile());
            }
        }
        String working = process.get(ProcessInfo.WORKING_DIRECTORY);
        if (!working.isEmpty()) {
            directories.add(new File(working));
        }
        directories.add(new File(System.getProperty("java.io.tmpdir", "/tmp")));
        return directories;
    }

    /** The recording that a JVM with JFR writes when it crashes, or an empty word. */
    private static String recording(File box, ProcessInfo process, File report, String pid) {
        Set<File> directories = directories(box, process);
        File beside = report.getAbsoluteFile().getParentFile();
        if (beside != null) {
            directories.add(beside);
        }
        for (File directory : directories) {
            File file = new File(directory, "hs_err_pid" + pid + ".jfr");
            if (file.isFile() && file.lastModified() >= process.number(ProcessInfo.START_EPOCH_MILLIS, 0)) {
                return file.getPath();
            }
        }
        return "";
    }

    private static String head(File file) {
        byte[] bytes = new byte[REPORT_HEAD];
        int read = 0;
        try (InputStream in = new FileInputStream(file)) {
            for (int more = 0; more >= 0 && read < bytes.length; more = in.read(bytes, read, bytes.length - read)) {
                read += more;
            }
        } catch (IOException unreadable) {
            return ""; // somebody else's: the report goes without
        }
        return new String(bytes, 0, read, StandardCharsets.UTF_8);
    }

    /** When this machine came up, by {@code /proc/uptime}: seconds with decimals. */
    private static long bootedMillis() {
        String uptime = head(new File("/proc/uptime"));
        int point = uptime.indexOf('.');
        return point <= 0 ? 0 : Clock.SYSTEM.epochMillis() - 1000 * Long.parseLong(uptime.substring(0, point));
    }
}
