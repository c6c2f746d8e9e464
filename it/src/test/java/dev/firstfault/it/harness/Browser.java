package dev.firstfault.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A real Chromium without a window, driven by its DevTools protocol. A machine without one skips the test. */
public final class Browser implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
    private static final List<String> PROGRAMS = List.of(
            "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome-headless-shell");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final ObjectMapper mapper = new ObjectMapper();

    private final RunningProcess process;
    private final String address;
    private final HttpClient http = HttpClient.newHttpClient();

    private Browser(RunningProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts one with an empty profile. */
    public static Browser start() {
        Path program = find();
        Path work = WorkDirectory.create("browser");
        RunningProcess process = RunningProcess.start(
                "browser",
                work,
                List.of(
                        program.toString(),
                        "--headless",
                        "--no-sandbox", // root in a container has none
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--remote-allow-origins=*",
                        "--user-data-dir=" + work.resolve("profile"),
                        "about:blank"),
                Map.of());
        process.await(
                "the browser listens", START_TIMEOUT, () -> !address(process).isEmpty());
        return new Browser(process, address(process));
    }

    private static Path find() {
        for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
            for (String name : PROGRAMS) {
                Path program = Path.of(directory, name);
                if (Files.isExecutable(program)) {
                    return program;
                }
            }
        }
        return Assumptions.abort("no Chromium on the PATH: none of " + PROGRAMS);
    }

    private static String address(RunningProcess process) {
        for (String line : process.allLines()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return "";
    }

    /** Opens a page in a window of this size, and waits until it has loaded. */
    public BrowserPage open(URI page, int width, int height) {
        HttpRequest newTab = HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            JsonNode tab = mapper.readTree(
                    http.send(newTab, HttpResponse.BodyHandlers.ofString()).body());
            BrowserPage opened = new BrowserPage(
                    http, URI.create(tab.get("webSocketDebuggerUrl").asText()));
            ObjectNode size = mapper.createObjectNode();
            size.put("width", width)
                    .put("height", height)
                    .put("deviceScaleFactor", 1)
                    .put("mobile", false);
            opened.call("Emulation.setDeviceMetricsOverride", size);
            opened.load(page);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static byte[] png(JsonNode screenshot) {
        return Base64.getDecoder().decode(screenshot.get("data").asText());
    }

    @Override
    public void close() {
        // What Debian puts on the PATH is a script that starts the browser.
        ProcessHandle.of(process.pid())
                .ifPresent(script -> script.descendants().forEach(ProcessHandle::destroyForcibly));
        process.close();
    }
}
