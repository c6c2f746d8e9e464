package dev.firstfault.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A verdict, about a black box or a running process, in both the forms that it is given in. */
public final class Report {
    private static final ObjectMapper mapper = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final JsonNode json;
    private final Supplier<String> text;

    private Report(String json, Supplier<String> text) {
        try {
            this.json = mapper.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + json, e);
        }
        this.text = text;
    }

    /** What {@code java -jar firstfault-agent.jar report} says about a black box, given these options. */
    static Report of(Path blackBox, String... options) {
        List<String> asJson = new ArrayList<>(List.of("--format", "json"));
        asJson.addAll(List.of(options));
        return new Report(run(blackBox, asJson.toArray(String[]::new)), () -> run(blackBox, options));
    }

    /** What it says about all black boxes of a directory. */
    public static Report ofDirectory(Path directory) {
        return of(directory);
    }

    /** Writes the page about a black box, or about all of a directory, into a file. */
    public static Path page(Path boxes, Path file) {
        run(boxes, "--format", "html", "-o", file.toString());
        return file;
    }

    /** What a running process says about itself. */
    static Report of(JvmUnderTest running) {
        return new Report(running.http("/diagnosis?format=json"), () -> running.http("/diagnosis"));
    }

    /** The report as an operator sees it. */
    public String text() {
        return text.get();
    }

    public JsonNode json() {
        return json;
    }

    /** A word out of the vocabulary of kinds, or "" when nothing went wrong first. */
    public String firstFault() {
        return json.at("/firstFault/kind").asText();
    }

    public String confidence() {
        return json.at("/firstFault/confidence").asText();
    }

    public String ending() {
        return json.at("/ending/kind").asText();
    }

    /** The kinds that are named as consequences, in their order. */
    public List<String> consequences() {
        return json.at("/consequences").findValuesAsText("kind");
    }

    @Override
    public String toString() {
        return json.toPrettyString();
    }

    static JsonNode parse(Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** User and system time that a report takes in a JVM of its own, seconds. */
    public static double cpuSeconds(Path boxes, String format, String jvmArgument) {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "LC_ALL=C; \"$@\" >report || exit; times",
                "report",
                java(),
                jvmArgument,
                "-jar",
                Libraries.agentJar().toString(),
                "report",
                "--format",
                format,
                boxes.toString()));
        String times = RunningProcess.run(WorkDirectory.create("report"), TIMEOUT, command);
        double seconds = 0;
        for (String time : times.lines().toList().get(1).split(" ", -1)) { // of the children: 0m1.234s 0m0.056s
            int minutes = time.indexOf('m');
            seconds += 60 * Double.parseDouble(time.substring(0, minutes))
                    + Double.parseDouble(time.substring(minutes + 1, time.length() - 1));
        }
        return seconds;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String run(Path blackBox, String... options) {
        List<String> command =
                new ArrayList<>(List.of(java(), "-jar", Libraries.agentJar().toString(), "report"));
        command.addAll(List.of(options));
        command.add(blackBox.toString());
        return RunningProcess.run(WorkDirectory.create("report"), TIMEOUT, command);
    }
}
