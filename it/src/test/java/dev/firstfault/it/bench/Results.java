package dev.firstfault.it.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measured figures as files, one for each program and JDK. */
final class Results {

    /**
     * A program's lives with each agent in turn.
     *
     * @param classes how many classes the JVM loaded with each attachment, in a life of its own
     */
    record Overhead(String workload, Surroundings surroundings, List<Run> runs, Map<String, Integer> classes) {}

    /**
     * A JVM that has nothing to do, watched for a while at each pace of the sampler.
     *
     * @param agentThreads names, cut at 15 characters by the kernel
     * @param briskPercent CPU of the agent's threads while sampling 20 times a second, in percent of a core
     * @param calmPercent the same at once a second
     * @param calmProcessPercent CPU of the whole JVM then
     * @param bareProcessPercent CPU of a JVM without us then
     */
    record Idle(
            Surroundings surroundings,
            List<String> agentThreads,
            double briskPercent,
            double calmPercent,
            double calmProcessPercent,
            double bareProcessPercent,
            long rssKib,
            long bareRssKib,
            int windowSeconds) {}

    /**
     * One microbenchmark.
     *
     * @param agent whether the JVM carried the agent
     * @param errorNanos half of the 99.9 % confidence interval
     */
    record Micro(String name, boolean agent, double nanos, double errorNanos, double bytes) {}

    record Micros(Surroundings surroundings, List<Micro> benchmarks) {}

    /** The report on a box that is full. */
    record FullBox(Surroundings surroundings, long boxBytes, List<Double> wallSeconds) {}

    private static final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path directory;

    Results(Path directory) {
        this.directory = directory;
    }

    void write(String name, Object result) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name + ".json"), json.writeValueAsString(result) + "\n");
    }

    <T> Optional<T> read(String name, Class<T> type) throws IOException {
        Path file = directory.resolve(name + ".json");
        return Files.exists(file) ? Optional.of(json.readValue(file.toFile(), type)) : Optional.empty();
    }
}
