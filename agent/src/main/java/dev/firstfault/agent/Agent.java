package dev.firstfault.agent;

import dev.firstfault.agent.options.Option;
import dev.firstfault.agent.options.Options;
import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.blackbox.BoxBounds;
import dev.firstfault.blackbox.BoxFiles;
import dev.firstfault.collectors.HookedTypes;
import dev.firstfault.collectors.jvm.EarlyFacts;
import dev.firstfault.collectors.jvm.LifeSignals;
import dev.firstfault.collectors.jvm.Sampler;
import dev.firstfault.collectors.jvm.ShutdownWatch;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Meters;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent in a host. What runs before {@code main} is here and in what it calls: plain {@code java.io}, no
 * lambda, no JMX, no logging; the rest waits for {@link Ticker}.
 */
public final class Agent {

    private Agent() {}

    /**
     * Called once, by the entry.
     *
     * @param arguments the agent's arguments, may be empty
     * @param role of this JVM, never {@code skipped}
     * @param attached whether the host was running already
     */
    public static void start(String arguments, Instrumentation instrumentation, String role, boolean attached) {
        Clock clock = Clock.SYSTEM;
        long originNanos = clock.nanos();
        long originEpochMillis = clock.epochMillis();
        Options options = Options.read(arguments, System.getProperties(), System.getenv());
        StderrLines lines = new StderrLines(System.err, options.isOn(Option.STDERR));
        for (String complaint : options.complaints()) {
            lines.print(complaint);
        }

        ProcessInfo process = earlyFacts(clock, options, role);
        File directory = directory(options, lines);
        BlackBoxWriter box = directory == null ? null : box(directory, process, originNanos, originEpochMillis, lines);
        if (box != null) {
            makeRoom(box.file(), WorkDirectory.bounds(options), clock);
        }
        Recorder recorder = new Recorder(clock, originNanos, box);
        if (box == null) {
            recorder.degraded(BlackBoxWriter.PART, "no black box could be created");
        }
        recorder.record(SignalKind.STARTED, null, 0, attached ? 1 : 0, 0, 0);

        Meters meters = new Meters();
        ConnectLines connectLines = new ConnectLines(clock);
        LifeSignals life = new LifeSignals(recorder);
        Observation observation = new Observation(
                clock,
                recorder,
                meters,
                connectLines,
                life,
                new LazyExecutors(instrumentation, meters, recorder, clock));
        HookTransformer transformer = null;
        if (options.isOn(Option.HOOKS)) {
            transformer = hook(instrumentation, options, recorder, observation, attached);
        }

        Sampler sampler = new Sampler(recorder, recorder);
        recorder.quicken(sampler);
        LateStart lateStart = new LateStart(
                clock,
                options,
                instrumentation,
                process,
                originEpochMillis,
                box,
                recorder,
                transformer,
                observation,
                connectLines,
                meters,
                sampler,
                lines);
        Ticker ticker = new Ticker(clock, recorder, lateStart);
        if (box != null) {
            box.state(ProcessState.RUNNING);
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        new Stop(recorder, box, ticker, new ShutdownWatch(recorder, life)), "firstfault-stop"));
        AgentThread.start("firstfault-sampler", sampler, Thread.MAX_PRIORITY);
        AgentThread.start("firstfault-ticker", ticker, Thread.NORM_PRIORITY);
    }

    /** Usually done later; processes that end before that would fill the disk. */
    private static void makeRoom(File own, BoxBounds bounds, Clock clock) {
        if (bounds.isCrowded(own)) {
            bounds.prune(own, clock.epochMillis());
        }
    }

    private static @Nullable HookTransformer hook(
            Instrumentation instrumentation,
            Options options,
            Recorder recorder,
            Observation observation,
            boolean attached) {
        try {
            HookTransformer transformer = new HookTransformer(HookedTypes.read(), options, recorder, observation);
            instrumentation.addTransformer(transformer, true);
            if (attached) {
                transformer.hookLoaded(instrumentation);
            }
            return transformer;
        } catch (IOException brokenJar) {
            recorder.degraded("hooks", "nothing is hooked: " + brokenJar.getMessage());
            return null;
        }
    }

    private static @Nullable File directory(Options options, StderrLines lines) {
        String asked = options.get(Option.DIR);
        List<File> candidates = WorkDirectory.candidates(
                asked,
                System.getenv(),
                System.getProperty("java.io.tmpdir", "/tmp"),
                System.getProperty("user.name", "unknown"));
        File directory = WorkDirectory.firstWritable(candidates);
        if (directory == null) {
            lines.print("cannot write to " + candidates.get(0) + ", going on without a black box");
        } else if (!asked.isEmpty() && !directory.equals(candidates.get(0))) {
            lines.print("cannot write to " + candidates.get(0) + ", using " + directory + " instead");
        }
        return directory;
    }

    private static ProcessInfo earlyFacts(Clock clock, Options options, String role) {
        Map<String, String> facts = new LinkedHashMap<>();
        String app = options.get(Option.APP);
        facts.put(ProcessInfo.APP, app.isEmpty() ? AppName.of(System.getProperty("sun.java.command", ""), role) : app);
        facts.put(ProcessInfo.ROLE, role);
        facts.put(ProcessInfo.AGENT_VERSION, Version.CURRENT);
        facts.putAll(new EarlyFacts(clock).read());
        return new ProcessInfo(facts);
    }

    private static @Nullable BlackBoxWriter box(
            File directory, ProcessInfo process, long originNanos, long originEpochMillis, StderrLines lines) {
        File file = new File(
                directory,
                BoxFiles.name(process.get(ProcessInfo.APP), originEpochMillis, process.number(ProcessInfo.PID, 0)));
        // Only ever compared with itself: tells this life's records from what an earlier one may have left.
        long epoch = originNanos * 31 + originEpochMillis;
        try {
            return BlackBoxWriter.create(file, process, originNanos, originEpochMillis, epoch);
        } catch (IOException noSpaceOrRight) {
            lines.print("no black box: " + noSpaceOrRight.getMessage());
            return null;
        }
    }
}
