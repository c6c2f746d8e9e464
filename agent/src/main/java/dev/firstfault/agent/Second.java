package dev.firstfault.agent;

import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.collectors.jvm.HostJvm;
import dev.firstfault.collectors.jvm.Sampler;
import dev.firstfault.collectors.thread.HostThreads;
import dev.firstfault.exporters.prometheus.AgentMeters;
import dev.firstfault.exporters.prometheus.FrameMeters;
import dev.firstfault.exporters.prometheus.VerdictMeters;
import dev.firstfault.exporters.report.DiagnosedProcess;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.ProcessInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is done once a second: gather for the scrape, write what waited, judge anew where there is reason to. */
final class Second {

    private final @Nullable BlackBoxWriter box;
    private final Recorder recorder;
    private final Observation observation;
    private final HostThreads threads;
    private final HostJvm jvm;
    private final ProcessInfo process;
    private final ConnectLines connectLines;
    private final Sampler sampler;
    private final FrameMeters frameMeters;
    private final AgentMeters agentMeters;
    private final VerdictMeters verdictMeters;
    private final LiveDiagnosis diagnosis;
    private final @Nullable PreviousExit previousExit;
    private final StderrLines lines;
    private final Frame frame = new Frame();
    private final VerdictLine verdictLine = new VerdictLine();
    private int partsShown;
    private long droppedShown;

    Second(
            @Nullable BlackBoxWriter box,
            Recorder recorder,
            Observation observation,
            HostThreads threads,
            HostJvm jvm,
            ProcessInfo process,
            ConnectLines connectLines,
            Sampler sampler,
            FrameMeters frameMeters,
            AgentMeters agentMeters,
            VerdictMeters verdictMeters,
            LiveDiagnosis diagnosis,
            @Nullable PreviousExit previousExit,
            StderrLines lines) {
        this.box = box;
        this.recorder = recorder;
        this.observation = observation;
        this.threads = threads;
        this.jvm = jvm;
        this.process = process;
        this.connectLines = connectLines;
        this.sampler = sampler;
        this.frameMeters = frameMeters;
        this.agentMeters = agentMeters;
        this.verdictMeters = verdictMeters;
        this.diagnosis = diagnosis;
        this.previousExit = previousExit;
        this.lines = lines;
    }

    void tick() {
        observation.tick();
        threads.tick();
        if (sampler.latest(frame)) {
            frameMeters.update(frame);
            keep(jvm.tick(frame));
        }
        if (box != null) {
            box.drain();
            showDropped(box.signalsDropped());
        }
        if (previousExit != null) {
            previousExit.tick();
        }
        showDegraded();
        for (String line = connectLines.next(); line != null; line = connectLines.next()) {
            lines.print(line);
        }
        DiagnosedProcess renewed = diagnosis.renewed(recorder.troubles());
        if (renewed != null) {
            verdictMeters.update(renewed.verdict());
            String line = verdictLine.of(renewed.verdict());
            if (line != null) {
                lines.print(line);
            }
        }
    }

    private void keep(@Nullable String heapClasses) {
        if (heapClasses != null && box != null) {
            Map<String, String> facts = new LinkedHashMap<>(process.values());
            facts.put(ProcessInfo.HEAP_CLASSES, heapClasses);
            box.info(new ProcessInfo(facts));
        }
    }

    private void showDropped(long dropped) {
        agentMeters.dropped(dropped - droppedShown);
        droppedShown = dropped;
    }

    private void showDegraded() {
        if (recorder.degradedParts().size() != partsShown) {
            partsShown = recorder.degradedParts().size();
            for (String part : recorder.degradedParts().keySet()) {
                agentMeters.degraded(part, "");
            }
        }
    }
}
