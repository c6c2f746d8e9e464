package dev.firstfault.it.bench;

import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.Libraries;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Watches two JVMs with nothing to do, one with us and one without, side by side: in the first two minutes, when the sampler is brisk, and
 * after them, when it is calm. Thread CPU comes from {@code /proc/PID/task/TID/schedstat}, which counts nanoseconds.
 */
final class IdleWatch {
    private static final Duration SETTLED = Duration.ofSeconds(20);
    private static final Duration CALM_AFTER = Duration.ofSeconds(125); // the sampler is brisk for the first 120 s

    private final Results results;
    private final Path work;
    private final Duration window;
    private final String arguments;

    IdleWatch(Results results, Path work, boolean quick, String arguments) {
        this.results = results;
        this.work = work;
        this.window = Duration.ofSeconds(quick ? 30 : 60);
        this.arguments = arguments;
    }

    void run() throws IOException {
        for (int version : List.of(17, 25)) {
            watch(Jdk.of(version));
        }
    }

    private void watch(Jdk jdk) throws IOException {
        Surroundings surroundings = Surroundings.now(jdk, arguments);
        System.out.println("idle, " + jdk + ": some four minutes");
        try (MeasuredProcess bare = start(jdk, Attachment.BARE);
                MeasuredProcess ours = start(jdk, Attachment.FIRSTFAULT)) {
            ours.awaitLine("ready", Workload.PATIENCE);
            ours.look(SETTLED);
            double brisk = agentPercent(ours);
            ours.look(CALM_AFTER.minus(SETTLED).minus(window));
            double bareBefore = cpuNanos(bare, "");
            double processBefore = cpuNanos(ours, "");
            double calm = agentPercent(ours);
            double windowNanos = window.toNanos();
            results.write(
                    "idle-" + jdk.version(),
                    new Results.Idle(
                            surroundings,
                            List.copyOf(threads(ours)),
                            brisk,
                            calm,
                            100 * (cpuNanos(ours, "") - processBefore) / windowNanos,
                            100 * (cpuNanos(bare, "") - bareBefore) / windowNanos,
                            ours.rssKib(),
                            bare.rssKib(),
                            (int) window.toSeconds()));
        }
    }

    private MeasuredProcess start(Jdk jdk, Attachment attachment) throws IOException {
        Path directory = Files.createDirectories(work.resolve("idle-" + jdk.version() + "-" + attachment));
        return MeasuredProcess.start(
                directory,
                Workload.java(
                        jdk,
                        attachment.jvmArguments(directory, 0),
                        List.of(Libraries.apps()),
                        "org.example.faults.SleepApp",
                        "3600"));
    }

    private double agentPercent(MeasuredProcess process) throws IOException {
        double before = cpuNanos(process, "firstfault");
        process.look(window);
        return 100 * (cpuNanos(process, "firstfault") - before) / window.toNanos();
    }

    /** CPU of all threads whose name starts so. */
    private static double cpuNanos(MeasuredProcess process, String nameStart) throws IOException {
        double nanos = 0;
        for (Path task : tasks(process)) {
            try {
                if (Files.readString(task.resolve("comm")).startsWith(nameStart)) {
                    nanos += Double.parseDouble(
                            Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
                }
            } catch (NoSuchFileException ended) {
                // a thread of the JVM's that came and went
            }
        }
        return nanos;
    }

    private static Set<String> threads(MeasuredProcess process) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path task : tasks(process)) {
            String name = Files.readString(task.resolve("comm")).strip();
            if (name.startsWith("firstfault")) {
                names.add(name);
            }
        }
        return names;
    }

    private static List<Path> tasks(MeasuredProcess process) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.proc("task"))) {
            tasks.forEach(all::add);
        }
        return all;
    }
}
