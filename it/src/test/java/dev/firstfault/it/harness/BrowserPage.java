package dev.firstfault.it.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One page in a {@link Browser}: what it shows, and what the browser complains of. */
public final class BrowserPage implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final ObjectMapper mapper = new ObjectMapper();

    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    private final StringBuilder message = new StringBuilder();

    BrowserPage(HttpClient http, URI devTools) {
        socket = http.newWebSocketBuilder().buildAsync(devTools, this).join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", mapper.createObjectNode());
        }
    }

    /** Calls a method of the DevTools protocol. */
    JsonNode call(String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        ObjectNode request = mapper.createObjectNode();
        request.put("id", id).put("method", method).set("params", parameters);
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        calls.put(id, answer);
        socket.sendText(request.toString(), true).join();
        JsonNode result = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (result.has("error")) {
            throw new AssertionError(method + ": " + result);
        }
        return result.get("result");
    }

    void load(URI page) {
        call("Page.navigate", mapper.createObjectNode().put("url", page.toString()));
        loaded.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The value of an expression in the page. */
    public JsonNode evaluate(String expression) {
        ObjectNode parameters =
                mapper.createObjectNode().put("expression", expression).put("returnByValue", true);
        JsonNode result = call("Runtime.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result);
        }
        return result.at("/result/value");
    }

    /** Errors on the console, exceptions, and requests for anything but the page itself. */
    public List<String> complaints() {
        return complaints;
    }

    /** Shows what a reader sees whose system is set to dark. */
    public void dark() {
        ObjectNode feature =
                mapper.createObjectNode().put("name", "prefers-color-scheme").put("value", "dark");
        ObjectNode parameters = mapper.createObjectNode();
        parameters.putArray("features").add(feature);
        call("Emulation.setEmulatedMedia", parameters);
    }

    /** Keeps what the window shows as a picture. */
    public void screenshot(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Browser.png(call("Page.captureScreenshot", mapper.createObjectNode())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            try {
                received(mapper.readTree(message.toString()));
            } catch (JsonProcessingException e) {
                complaints.add(e.toString());
            }
            message.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private void received(JsonNode event) {
        CompletableFuture<JsonNode> call = calls.remove(event.path("id").asInt());
        if (call != null) {
            call.complete(event);
            return;
        }
        JsonNode details = event.path("params");
        switch (event.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.complete(true);
            case "Runtime.exceptionThrown" -> complaints.add(details.toString());
            case "Runtime.consoleAPICalled", "Log.entryAdded" -> complaints.add(details.toString());
            case "Network.requestWillBeSent" -> {
                String url = details.at("/request/url").asText();
                if (!details.path("type").asText().equals("Document") && !url.startsWith("data:")) {
                    complaints.add("asks for " + url);
                }
            }
            default -> {
                // of no interest
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
