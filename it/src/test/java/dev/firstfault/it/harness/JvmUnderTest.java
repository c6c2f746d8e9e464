package dev.firstfault.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that runs a program, with the agent or without it. Closing it ends it, and fails if the agent had said anything on standard error
 * that the test did not expect.
 */
public final class JvmUnderTest implements AutoCloseable {
    /** Every line of the agent starts so. */
    static final String AGENT_LINE_PREFIX = "firstfault";

    /** The one line that a healthy process gets to see. */
    private static final Pattern START_LINE = Pattern.compile("firstfault: \\S+ observes .*");

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final RunningProcess process;
    private final Path boxes;
    private final List<Predicate<String>> expectedAgentLines = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Instant startedAt;
    private @Nullable String scrapeAddress;

    JvmUnderTest(RunningProcess process, Path boxes, Instant startedAt) {
        this.process = process;
        this.startedAt = startedAt;
        this.boxes = boxes;
        expectedAgentLines.add(START_LINE.asMatchPredicate());
    }

    public static JvmLaunch on(Jdk jdk) {
        return new JvmLaunch(jdk);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until a whole line of standard output or error contains a match. */
    public JvmUnderTest awaitLine(String regex, Duration timeout) {
        Predicate<String> matches = Pattern.compile(regex).asPredicate();
        process.await(
                "a line with " + regex,
                timeout,
                () -> process.allLines().stream().anyMatch(matches));
        return this;
    }

    /** Waits until so many lines of standard output or error contain a match. */
    public JvmUnderTest awaitLines(String regex, int count, Duration timeout) {
        Predicate<String> matches = Pattern.compile(regex).asPredicate();
        process.await(
                count + " lines with " + regex,
                timeout,
                () -> process.allLines().stream().filter(matches).count() >= count);
        return this;
    }

    public int awaitExit(Duration timeout) {
        return process.awaitExit(timeout);
    }

    /** When it was started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** When it ended, a few milliseconds late at most. */
    public Instant endedAt() {
        return process.endedAt();
    }

    /** Ends it as an operator would, with SIGTERM. */
    public int terminate() {
        process.terminate();
        return process.awaitExit(Duration.ofSeconds(30));
    }

    /** Sends SIGTERM and does not wait for what comes of it. */
    public void askToStop() {
        process.terminate();
    }

    /** Ends it as the kernel's out-of-memory killer would, with SIGKILL. */
    public int kill9() {
        process.kill();
        return process.awaitExit(Duration.ofSeconds(30));
    }

    public List<String> stdout() {
        return process.lines(process.stdoutFile());
    }

    public List<String> stderr() {
        return process.lines(process.stderrFile());
    }

    /** What the agent said on standard error. */
    public List<String> agentLines() {
        return stderr().stream()
                .filter(line -> line.startsWith(AGENT_LINE_PREFIX))
                .toList();
    }

    /** Lines of the agent that this test's fault makes it say; anything else fails {@link #close}. */
    public JvmUnderTest expectAgentLine(String regex) {
        expectedAgentLines.add(Pattern.compile(regex).asPredicate());
        return this;
    }

    /** The directory that the agent was told to use. */
    public Path directory() {
        return boxes;
    }

    /** The newest black box of this process. */
    public Path blackBox() {
        return WorkDirectory.list(boxes, "-" + pid() + ".ffbox").stream()
                .max(Comparator.comparing(JvmUnderTest::lastModified))
                .orElseThrow(() -> new AssertionError("no black box in " + boxes + "\n" + process.output()));
    }

    /** All black boxes in its directory; none where it ended before it had one. */
    public List<Path> blackBoxes() {
        return WorkDirectory.list(boxes, ".ffbox");
    }

    /** Deletes what it left, for tests that start so many that the disk would fill. */
    public void discard() {
        WorkDirectory.delete(process.stdoutFile().resolveSibling(""));
    }

    /** What {@code report} says about the black box, given these options. */
    public Report report(String... options) {
        return Report.of(blackBox(), options);
    }

    /** Lets the kernel take this one first when memory runs out. */
    public JvmUnderTest killedFirst() {
        try {
            Files.writeString(Path.of("/proc/" + pid() + "/oom_score_adj"), "1000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Where the JVM writes why it aborted. */
    public Path crashReport() {
        return boxes.resolveSibling("hs_err.log");
    }

    /** What the running process says about itself. */
    public Report diagnosis() {
        return Report.of(this);
    }

    /** A page of the agent's HTTP server. */
    public String http(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + scrapeAddress() + path))
                .timeout(ANSWER_TIMEOUT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** {@code host:port} out of the file that Prometheus would discover this process by. */
    public String scrapeAddress() {
        String known = scrapeAddress;
        if (known == null) {
            process.await(
                    "a file_sd target in " + boxes,
                    ANSWER_TIMEOUT,
                    () -> !targetFiles().isEmpty());
            known = Report.parse(targetFiles().get(0)).at("/0/targets/0").asText();
            scrapeAddress = known;
        }
        return known;
    }

    /** The file_sd target of this process; the only place that knows where the agent writes it. */
    public List<Path> targetFiles() {
        return WorkDirectory.list(boxes.resolve("targets"), "-" + pid() + ".json");
    }

    private static long lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
        List<String> unexpected = agentLines().stream()
                .filter(line -> expectedAgentLines.stream().noneMatch(expected -> expected.test(line)))
                .toList();
        List<String> traces = stderr().stream()
                .filter(line -> line.contains("at dev.firstfault."))
                .toList();
        if (!unexpected.isEmpty() || !traces.isEmpty()) {
            throw new AssertionError("the agent said what nobody expected: "
                    + Stream.concat(unexpected.stream(), traces.stream()).toList());
        }
    }
}
