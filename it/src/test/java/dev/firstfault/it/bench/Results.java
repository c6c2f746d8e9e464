package dev.firstfault.it.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.util.ListStatistics;

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
     * One microbenchmark with one agent.
     *
     * @param attachment name of an {@link Attachment}
     * @param nanos average of each iteration, of all JVMs
     * @param bytes allocated by one operation
     */
    record Micro(String name, String attachment, List<Double> nanos, double bytes) {

        double mean() {
            return statistics().getMean();
        }

        /** Half of the 99.9 % confidence interval, as JMH has it. */
        double error() {
            return statistics().getMeanErrorAt(0.999);
        }

        private ListStatistics statistics() {
            return new ListStatistics(
                    nanos.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    record Micros(Surroundings surroundings, List<Micro> benchmarks) {

        Optional<Micro> find(String benchmark, Attachment attachment) {
            return benchmarks.stream()
                    .filter(micro ->
                            micro.name().equals(benchmark) && micro.attachment().equals(attachment.name()))
                    .findFirst();
        }
    }

    /**
     * What reads an answer to a bulk, and how long it takes for one.
     *
     * @param rejected whether all its items were refused, or none
     * @param nanos CPU time
     */
    record Answer(String reader, int bytes, boolean rejected, double nanos) {

        /** A byte in a nanosecond is a gigabyte in a second. */
        double gigabytesPerSecond() {
            return bytes / nanos;
        }
    }

    record Answers(Surroundings surroundings, List<Answer> measured) {}

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

    /** A part of the page that a script wrote, or nothing. */
    String part(String name) throws IOException {
        Path file = directory.resolve(name + ".md");
        return Files.exists(file) ? "\n" + Files.readString(file) : "";
    }
}
