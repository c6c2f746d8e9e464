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
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

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

    /** What a running process says about itself. */
    static Report of(JvmUnderTest running) {
        return new Report(running.http("/diagnosis"), () -> running.http("/diagnosis?format=text"));
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
