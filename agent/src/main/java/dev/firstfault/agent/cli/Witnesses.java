package dev.firstfault.agent.cli;

import dev.firstfault.agent.Aftermath;
import dev.firstfault.diagnosis.ending.Testimony;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What others know of a process's end: what the command line tells of it, logs, and what the machine shows of it. */
final class Witnesses {

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
        return Aftermath.addedTo(witness, box, timeline);
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
}
