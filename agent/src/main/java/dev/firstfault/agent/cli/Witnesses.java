package dev.firstfault.agent.cli;

import dev.firstfault.diagnosis.ending.CrashReport;
import dev.firstfault.diagnosis.ending.Testimony;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What others know of a process's end: what the command line tells of it, logs, HotSpot's crash report near the box, and the
 * machine that the report is made on.
 */
final class Witnesses {

    /** All that is read of a crash report; what is looked for is in its first lines. */
    private static final int REPORT_HEAD = 64 * 1024;

    /** A process that had been dead for longer when its machine came up again may have died of anything. */
    private static final long LONGEST_REBOOT_MILLIS = 15 * 60_000L;

    private Witness told = Witness.NONE;
    private final List<String> reasons = new ArrayList<>();
    private final List<File> logs = new ArrayList<>();

    /** The exit status that a shell or an orchestrator saw. */
    void exitCode(int code) {
        told = told.withExitCode(code);
    }

    /** Words of an orchestrator: {@code OOMKilled}. */
    void reason(String text) {
        reasons.add(text);
    }

    /** A log of the JVM, systemd, the kernel, YARN or the kubelet. */
    void log(File file) {
        logs.add(file);
    }

    /**
     * What is known about the process of a box.
     *
     * @param isMeant whether the command line tells of this one: it does so of the newest
     * @throws IOException where a log cannot be read
     */
    Witness about(File box, Timeline timeline, boolean isMeant) throws IOException {
        ProcessInfo process = timeline.process();
        Witness witness = isMeant ? told : Witness.NONE;
        if (isMeant) {
            long pid = process.number(ProcessInfo.PID, 0);
            for (String reason : reasons) {
                witness = witness.withTestimony(Testimony.of(reason, pid));
            }
            for (File log : logs) {
                witness = read(log, pid, witness);
            }
        }
        CrashReport report = crashReport(box, process);
        return withBoot(report == null ? witness : witness.withCrashReport(report), timeline);
    }

    private static Witness read(File log, long pid, Witness before) throws IOException {
        Witness witness = before;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new FileInputStream(log), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                witness = witness.withTestimony(Testimony.of(line, pid));
            }
        }
        return witness;
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

    /** Another boot id tells how a process ended only on its own machine, and only if that came up again soon after. */
    private static Witness withBoot(Witness witness, Timeline timeline) {
        String host = head(new File("/proc/sys/kernel/hostname")).trim();
        String boot = head(new File("/proc/sys/kernel/random/boot_id")).trim();
        long down = bootedMillis() - timeline.epochMillis(timeline.endNanos());
        boolean here = !host.isEmpty() && host.equals(timeline.process().get(ProcessInfo.HOST));
        return here && !boot.isEmpty() && down > 0 && down < LONGEST_REBOOT_MILLIS ? witness.withBootId(boot) : witness;
    }

    /** When this machine came up, by {@code /proc/uptime}: seconds with decimals. */
    private static long bootedMillis() {
        String uptime = head(new File("/proc/uptime"));
        int point = uptime.indexOf('.');
        return point <= 0 ? 0 : Clock.SYSTEM.epochMillis() - 1000 * Long.parseLong(uptime.substring(0, point));
    }
}
