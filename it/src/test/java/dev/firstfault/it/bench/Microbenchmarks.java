package dev.firstfault.it.bench;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks on JDK 17. Hooked code takes turns within each round: one JVM without an agent, one with ours, one with a peer, so that
 * a machine that is slower for a minute is so for all three. Many short JVMs rather than few long ones: two JVMs differ more from
 * each other (what the compiler inlined, where memory lay) than two seconds of one.
 */
final class Microbenchmarks {
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final List<Attachment> TURNS =
            List.of(Attachment.BARE, Attachment.FIRSTFAULT, Attachment.OPENTELEMETRY);

    private static final int QUICK_ROUNDS = 2;
    private static final int ROUNDS = 4;

    /**
     * A benchmark.
     *
     * @param method class and method
     * @param hooked what our box names once its code is hooked; null where only our own threads run it
     */
    private record Subject(String method, @Nullable ResourceKind hooked) {

        String name() {
            return method.substring(method.indexOf('.') + 1);
        }

        List<Attachment> turns() {
            return hooked == null ? List.of(Attachment.BARE) : TURNS;
        }
    }

    private static final List<Subject> SUBJECTS = List.of(
            new Subject("CheckoutBenchmark.hikariCheckout", ResourceKind.POOL),
            new Subject("CheckoutBenchmark.dbcp2Checkout", ResourceKind.POOL),
            new Subject("StatementBenchmark.executePrepared", ResourceKind.JDBC_TARGET),
            new Subject("ExecutorBenchmark.execute", ResourceKind.EXECUTOR),
            new Subject("ExecutorBenchmark.submit", ResourceKind.EXECUTOR),
            new Subject("ExecutorBenchmark.reject", ResourceKind.EXECUTOR),
            new Subject("BlackBoxBenchmark.frame", null),
            new Subject("BlackBoxBenchmark.signal", null),
            new Subject("MetersBenchmark.increment", null),
            new Subject("MetersBenchmark.observe", null),
            new Subject("MetersBenchmark.scrapeOf500Series", null));

    private final Jdk jdk = Jdk.of(17);
    private final Path work;
    private final Map<String, Samples> all = new LinkedHashMap<>();

    private Microbenchmarks(Path work) {
        this.work = work;
    }

    static void run(Results results, Path work, boolean quick, String arguments) throws IOException {
        Microbenchmarks run = new Microbenchmarks(Files.createDirectories(work.resolve("micro")));
        Surroundings surroundings = Surroundings.now(run.jdk, arguments);
        int rounds = quick ? QUICK_ROUNDS : ROUNDS;
        for (int round = 1; round <= rounds; round++) {
            for (Subject subject : SUBJECTS) {
                if (subject.hooked() != null || round <= QUICK_ROUNDS) {
                    run.round(round + " of " + rounds, subject);
                }
            }
        }
        List<Results.Micro> measured = new ArrayList<>();
        for (Samples samples : run.all.values()) {
            measured.add(new Results.Micro(samples.name, samples.attachment.name(), samples.nanos, samples.bytes()));
        }
        results.write("micro", new Results.Micros(surroundings, measured));
    }

    private void round(String round, Subject subject) throws IOException {
        StringBuilder line = new StringBuilder("micro, round " + round + ", " + subject.name() + ", ns:");
        for (Attachment attachment : subject.turns()) {
            Samples samples = all.computeIfAbsent(
                    subject.name() + " " + attachment, unused -> new Samples(subject.name(), attachment));
            Path directory = Files.createTempDirectory(work, subject.name());
            double nanos = samples.add(fork(subject, attachment, directory));
            if (attachment == Attachment.FIRSTFAULT) {
                requireHooked(subject, directory);
            }
            line.append(String.format(Locale.ROOT, " %s %.1f", attachment, nanos));
        }
        System.out.println(line);
    }

    /** A JVM that was measured without its hooks would flatter us. */
    private static void requireHooked(Subject subject, Path directory) throws IOException {
        try (DirectoryStream<Path> boxes = Files.newDirectoryStream(directory, "*.ffbox")) {
            for (Path box : boxes) {
                for (Resource resource :
                        BlackBoxReader.read(box.toFile()).resources().values()) {
                    if (resource.kind() == subject.hooked()) {
                        return;
                    }
                }
            }
        }
        throw new IOException(
                subject.method() + " ran without our hooks: no box in " + directory + " names a " + subject.hooked());
    }

    private BenchmarkResult fork(Subject subject, Attachment attachment, Path directory) throws IOException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(Microbenchmarks.class.getPackageName() + "." + subject.method() + "$")
                .jvm(jdk.java().toString())
                .jvmArgs(attachment.jvmArguments(directory, 0).toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(400));
        try {
            RunResult result = new Runner(options.build()).runSingle();
            return result.getBenchmarkResults().iterator().next();
        } catch (RunnerException e) {
            throw new IOException(e);
        }
    }

    /** All that was measured of one benchmark with one attachment, over all its JVMs. */
    private static final class Samples {
        private final String name;
        private final Attachment attachment;
        private final List<Double> nanos = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        Samples(String name, Attachment attachment) {
            this.name = name;
            this.attachment = attachment;
        }

        /** Returns the fork's own mean. */
        double add(BenchmarkResult fork) {
            for (IterationResult iteration : fork.getIterationResults()) {
                nanos.add(iteration.getPrimaryResult().getScore());
                bytes.add(Objects.requireNonNull(iteration.getSecondaryResults().get(BYTES))
                        .getScore());
            }
            return fork.getPrimaryResult().getScore();
        }

        double bytes() {
            return bytes.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }
    }
}
