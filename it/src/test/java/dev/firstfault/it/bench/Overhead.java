package dev.firstfault.it.bench;

import dev.firstfault.it.harness.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Measures programs bare, with us and with others' agents, in turn. The first round is not counted: it fills the page cache, and counts
 * classes instead.
 */
public final class Overhead {
    private static final List<Integer> JDKS = List.of(17, 25);
    static final List<String> WORKLOADS = List.of("hello", "hadoop-version", "fs-shell", "scraped", "metastore");

    private final Results results;
    private final Path work;
    private final boolean quick;
    private final String arguments;

    private Overhead(Results results, Path work, boolean quick, String arguments) {
        this.results = results;
        this.work = work;
        this.quick = quick;
        this.arguments = arguments;
    }

    /** Arguments: the directory for results, one for the runs' files, then {@code --quick} and what to measure. */
    public static void main(String[] given) throws IOException {
        Results results = new Results(Path.of(given[0]));
        Path work = Path.of(given[1]).toAbsolutePath();
        Set<String> wanted = new LinkedHashSet<>(List.of(given).subList(2, given.length));
        String arguments = String.join(" ", wanted);
        boolean quick = wanted.remove("--quick");
        Overhead overhead = new Overhead(results, work, quick, arguments);
        for (String name : WORKLOADS) {
            if (wanted.isEmpty() || wanted.contains(name)) {
                overhead.measure(name);
            }
        }
        if (wanted.isEmpty() || wanted.contains("idle")) {
            new IdleWatch(results, work, quick, arguments).run();
        }
        if (wanted.isEmpty() || wanted.contains("full-box")) {
            FullBoxReport.measure(results, work, quick, arguments);
        }
        if (wanted.isEmpty() || wanted.contains("answers")) {
            AnswerSpeed.measure(results, quick, arguments);
        }
        if (wanted.isEmpty() || wanted.contains("micro")) {
            Microbenchmarks.run(results, work, quick, arguments);
        }
    }

    private void measure(String name) throws IOException {
        try (Workload workload = workload(name)) {
            for (int version : name.equals("metastore") ? List.of(17) : JDKS) {
                measure(workload, Jdk.of(version));
            }
        }
    }

    private static Workload workload(String name) {
        return switch (name) {
            case "hello" -> Workload.hello();
            case "hadoop-version" -> Workload.hadoopClient(name, "org.apache.hadoop.util.VersionInfo");
            case "fs-shell" -> Workload.hadoopClient(name, "org.apache.hadoop.fs.FsShell", "-help", "ls");
            case "scraped" -> Workload.scraped();
            case "metastore" -> new MetastoreStart();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private int rounds(String name) {
        return switch (name) {
            case "scraped", "metastore" -> quick ? 2 : 5;
            default -> quick ? 5 : 15;
        };
    }

    private void measure(Workload workload, Jdk jdk) throws IOException {
        Surroundings surroundings = Surroundings.now(jdk, arguments);
        Map<String, Integer> classes = new TreeMap<>();
        List<Run> runs = new ArrayList<>();
        Map<Attachment, Double> least = new EnumMap<>(Attachment.class);
        for (int round = 0; round <= rounds(workload.name()); round++) {
            for (Attachment attachment : Attachment.values()) {
                Path directory = Files.createDirectories(
                        work.resolve(workload.name() + "-" + jdk.version() + "-" + attachment + "-" + round));
                if (round == 0) {
                    classes.put(attachment.name(), countClasses(workload, jdk, attachment, directory));
                } else {
                    Run run = workload.run(jdk, attachment, directory, List.of());
                    runs.add(run);
                    least.merge(attachment, run.cpuSeconds(), Math::min);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s, round %d of %d; least CPU seconds so far %s%n",
                    workload.name(),
                    jdk,
                    round,
                    rounds(workload.name()),
                    rounded(least));
        }
        results.write(
                workload.name() + "-" + jdk.version(),
                new Results.Overhead(workload.name(), surroundings, runs, classes));
    }

    private static String rounded(Map<Attachment, Double> seconds) {
        return seconds.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.3f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static int countClasses(Workload workload, Jdk jdk, Attachment attachment, Path directory)
            throws IOException {
        Path log = directory.resolve("classes.log");
        workload.run(jdk, attachment, directory, List.of("-Xlog:class+load:file=" + log + "::filecount=0"));
        return Files.readAllLines(log).size();
    }
}
