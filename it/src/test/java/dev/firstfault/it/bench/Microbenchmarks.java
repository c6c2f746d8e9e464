package dev.firstfault.it.bench;

import dev.firstfault.it.harness.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks on JDK 17, those of hooked code twice or more: in bare JVMs, with the agent, with a peer. */
final class Microbenchmarks {
    private static final String BYTES = "gc.alloc.rate.norm";

    static void run(Results results, Path work, boolean quick, String arguments) throws IOException {
        Jdk jdk = Jdk.of(17);
        Surroundings surroundings = Surroundings.now(jdk, arguments);
        Path directory = Files.createDirectories(work.resolve("micro"));
        List<Results.Micro> all = new ArrayList<>();
        try {
            all.addAll(run(jdk, CheckoutBenchmark.class, Attachment.BARE, directory, quick));
            all.addAll(run(jdk, CheckoutBenchmark.class, Attachment.FIRSTFAULT, directory, quick));
            for (Attachment attachment :
                    new Attachment[] {Attachment.BARE, Attachment.FIRSTFAULT, Attachment.OPENTELEMETRY}) {
                all.addAll(run(jdk, ExecutorBenchmark.class, attachment, directory, quick));
            }
            all.addAll(run(jdk, BlackBoxBenchmark.class, Attachment.BARE, directory, quick));
            all.addAll(run(jdk, MetersBenchmark.class, Attachment.BARE, directory, quick));
        } catch (RunnerException e) {
            throw new IOException(e);
        }
        results.write("micro", new Results.Micros(surroundings, all));
    }

    private static List<Results.Micro> run(Jdk jdk, Class<?> benchmark, Attachment attachment, Path work, boolean quick)
            throws IOException, RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(benchmark.getName())
                .jvm(jdk.java().toString())
                .jvmArgs(attachment.jvmArguments(work, 0).toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .forks(quick ? 1 : 3)
                .warmupIterations(quick ? 3 : 5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(quick ? 3 : 5)
                .measurementTime(TimeValue.seconds(1));
        List<Results.Micro> measured = new ArrayList<>();
        for (RunResult result : new Runner(options.build()).run()) {
            Result<?> time = result.getPrimaryResult();
            measured.add(new Results.Micro(
                    time.getLabel() + (attachment == Attachment.OPENTELEMETRY ? ", with OpenTelemetry" : ""),
                    attachment == Attachment.FIRSTFAULT,
                    time.getScore(),
                    Double.isNaN(time.getScoreError()) ? 0 : time.getScoreError(),
                    Objects.requireNonNull(result.getSecondaryResults().get(BYTES))
                            .getScore()));
        }
        return measured;
    }

    private Microbenchmarks() {}
}
