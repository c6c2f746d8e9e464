package dev.firstfault.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code java -jar firstfault-agent.jar report} says about one black box, in both its forms. */
public final class Report {
    private static final ObjectMapper mapper = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Path blackBox;
    private final JsonNode json;

    private Report(Path blackBox, JsonNode json) {
        this.blackBox = blackBox;
        this.json = json;
    }

    static Report of(Path blackBox, String... options) {
        List<String> all = new ArrayList<>(List.of("--format", "json"));
        all.addAll(List.of(options));
        String text = run(blackBox, all.toArray(String[]::new));
        try {
            return new Report(blackBox, mapper.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    /** The report as an operator sees it. */
    public String text() {
        return run(blackBox);
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

    private static String run(Path blackBox, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Libraries.agentJar().toString(),
                "report"));
        command.addAll(List.of(options));
        command.add(blackBox.toString());
        return RunningProcess.run(WorkDirectory.create("report"), TIMEOUT, command);
    }
}
