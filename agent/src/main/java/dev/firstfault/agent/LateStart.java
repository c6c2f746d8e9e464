package dev.firstfault.agent;

import dev.firstfault.agent.options.Option;
import dev.firstfault.agent.options.Options;
import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.blackbox.FlightFiles;
import dev.firstfault.collectors.flight.FlightWitness;
import dev.firstfault.collectors.jvm.EndingHooks;
import dev.firstfault.collectors.jvm.HeapDump;
import dev.firstfault.collectors.jvm.HostJvm;
import dev.firstfault.collectors.jvm.LateFacts;
import dev.firstfault.collectors.jvm.Sampler;
import dev.firstfault.collectors.net.NameHooks;
import dev.firstfault.collectors.net.NameLookups;
import dev.firstfault.collectors.poll.PollAccess;
import dev.firstfault.collectors.poll.PollTarget;
import dev.firstfault.collectors.poll.ServerPoll;
import dev.firstfault.collectors.thread.HostThreads;
import dev.firstfault.collectors.thread.PinnedThreads;
import dev.firstfault.exporters.discovery.TargetFile;
import dev.firstfault.exporters.http.FixedPage;
import dev.firstfault.exporters.http.HttpListener;
import dev.firstfault.exporters.http.Page;
import dev.firstfault.exporters.prometheus.AgentMeters;
import dev.firstfault.exporters.prometheus.FrameMeters;
import dev.firstfault.exporters.prometheus.MetricsPage;
import dev.firstfault.exporters.prometheus.VerdictMeters;
import dev.firstfault.exporters.report.DiagnosisPage;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.meter.Meters;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is started when the host runs already: hooks on the JDK, late facts, HTTP, the target file. */
final class LateStart {

    private final Clock clock;
    private final Options options;
    private final Instrumentation instrumentation;
    private final ProcessInfo early;
    private final long originEpochMillis;
    private final @Nullable BlackBoxWriter box;
    private final Recorder recorder;
    private final @Nullable HookTransformer transformer;
    private final Observation observation;
    private final ConnectLines connectLines;
    private final Meters meters;
    private final Sampler sampler;
    private final StderrLines lines;
    private volatile @Nullable TargetFile target;
    private volatile @Nullable HttpListener listener;

    LateStart(
            Clock clock,
            Options options,
            Instrumentation instrumentation,
            ProcessInfo early,
            long originEpochMillis,
            @Nullable BlackBoxWriter box,
            Recorder recorder,
            @Nullable HookTransformer transformer,
            Observation observation,
            ConnectLines connectLines,
            Meters meters,
            Sampler sampler,
            StderrLines lines) {
        this.clock = clock;
        this.options = options;
        this.instrumentation = instrumentation;
        this.early = early;
        this.originEpochMillis = originEpochMillis;
        this.box = box;
        this.recorder = recorder;
        this.transformer = transformer;
        this.observation = observation;
        this.connectLines = connectLines;
        this.meters = meters;
        this.sampler = sampler;
        this.lines = lines;
    }

    /** Starts everything, each part for itself, and returns what is to be done every second. */
    Second run() {
        if (box != null) {
            box.claim(recorder);
        }
        if (options.isOn(Option.ENDING_HOOKS)) {
            EndingHooks.install(instrumentation, recorder);
        }
        if (transformer != null && transformer.hookLoadedExecutors(instrumentation)) {
            observation.executorsAreOlder();
        }
        if (options.isOn(Option.HOOKS)) {
            observation.ending().follow(new NameLookups(meters, recorder, clock));
            NameHooks.install(instrumentation, recorder);
            observation.ending().follow(new PinnedThreads(instrumentation, meters, recorder, clock, recorder));
        }
        askServers();
        ProcessInfo process = withLateFacts();
        if (box != null) {
            box.info(process);
        }
        if (box != null && options.isOn(Option.HEAP_DUMP)) {
            HeapDump.arm(new File(box.file().getAbsoluteFile().getParentFile(), "heap-dumps"), recorder);
        }
        if (options.isOn(Option.JFR)) {
            startFlightRecorder();
        }
        AgentMeters agentMeters = new AgentMeters(meters, Version.CURRENT);
        VerdictMeters verdictMeters = new VerdictMeters(meters);
        LiveDiagnosis diagnosis = new LiveDiagnosis(clock, process, originEpochMillis, box);
        String address = serve(process, diagnosis);
        lines.print(startLine(process, address));
        return new Second(
                box,
                recorder,
                observation,
                new HostThreads(meters, recorder, clock, recorder, observation.workerPools()),
                new HostJvm(
                        instrumentation,
                        meters,
                        recorder,
                        recorder,
                        process,
                        (long) options.number(Option.HISTOGRAM) << 20),
                process,
                connectLines,
                sampler,
                new FrameMeters(meters, process, originEpochMillis),
                agentMeters,
                verdictMeters,
                diagnosis,
                box == null
                        ? null
                        : new PreviousExit(clock, box, WorkDirectory.bounds(options), verdictMeters, lines, recorder),
                lines);
    }

    /** Takes back what outlives the process. */
    void stop() {
        TargetFile written = target;
        if (written != null) {
            written.remove();
        }
        HttpListener open = listener;
        if (open != null) {
            open.close();
        }
    }

    private void startFlightRecorder() {
        if (box == null) {
            recorder.degraded("jfr", "not started: a recording lies beside the black box, and there is none");
            return;
        }
        FlightFiles.prune(box.file(), clock.epochMillis());
        FlightWitness witness = new FlightWitness(FlightFiles.directory(box.file()), recorder, recorder);
        AgentThread.start("firstfault-jfr", witness, Thread.NORM_PRIORITY);
    }

    private void askServers() {
        List<PollTarget> targets = options.addresses();
        if (targets.isEmpty()) {
            return;
        }
        PollAccess access = new PollAccess(
                options.get(Option.ES_POLL_USER),
                options.get(Option.ES_POLL_PASSWORD_FILE),
                options.get(Option.ES_POLL_CA),
                options.isOn(Option.ES_POLL_INSECURE));
        int seconds = options.number(Option.ES_POLL_SECONDS);
        ServerPoll poll = new ServerPoll(targets, access, seconds, meters, recorder, clock, recorder);
        AgentThread.start("firstfault-poll", poll, Thread.NORM_PRIORITY);
    }

    private ProcessInfo withLateFacts() {
        Map<String, String> facts = new LinkedHashMap<>(early.values());
        facts.putAll(LateFacts.read(recorder));
        return new ProcessInfo(facts);
    }

    private String serve(ProcessInfo process, LiveDiagnosis diagnosis) {
        String wished = options.get(Option.PORT);
        if (!options.isOn(Option.METRICS) || wished.equals("off")) {
            return "no HTTP";
        }
        List<Page> pages = new ArrayList<>();
        pages.add(new MetricsPage(meters));
        pages.add(new DiagnosisPage(diagnosis));
        pages.add(FixedPage.healthy());
        HttpListener opened = new HttpListener(pages, clock, recorder);
        listener = opened;
        String bind = options.get(Option.BIND);
        int port = opened.start(bind, Integer.parseInt(wished));
        if (port == HttpListener.OFF) {
            return "no HTTP";
        }
        observation.ending().closedByHalt(opened);
        if (box != null) {
            target = TargetFile.write(box.file().getParentFile(), process, TargetFile.hostName(bind), port, recorder);
        }
        return "http port " + port;
    }

    private String startLine(ProcessInfo process, String address) {
        return Version.CURRENT + " observes " + process.get(ProcessInfo.APP) + " as " + process.get(ProcessInfo.ROLE)
                + ", " + address + ", " + (box == null ? "no black box" : "black box " + box.file());
    }
}
