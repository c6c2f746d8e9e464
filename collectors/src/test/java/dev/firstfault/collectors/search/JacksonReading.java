package dev.firstfault.collectors.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The same findings in the slow way: the whole answer as a tree, sentences by regular expressions. */
final class JacksonReading {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern QUEUE = Pattern.compile(
            " on [\\w.$]*ThreadPoolExecutor\\[(?:name = (?:[^,]*/)?)?([^,/]*), queue capacity = (\\d+),.*?\\[Running, pool size = (\\d+),"
                    + " active threads = (\\d+), queued tasks = (\\d+), completed tasks = (\\d+)]]",
            Pattern.DOTALL);
    private static final Pattern PRESSURE = Pattern.compile(
            "^rejected execution of (coordinating|primary|replica) operation \\[coordinating_and_primary_bytes=(\\d+), "
                    + "replica_bytes=(\\d+), all_bytes=\\d+, \\w+_operation_bytes=(\\d+), max_\\w+=(\\d+)]");
    private static final Pattern BREAKER = Pattern.compile("^\\[(\\w+)] Data too large");
    private static final Pattern LIMIT = Pattern.compile(
            ".*(?: would be \\[(\\d+)/[^\\[]*| would be larger than )limit of \\[(\\d+)/", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("blocked by: \\[\\w+/(5|6|8|12|13)/");
    private static final Pattern OLD =
            Pattern.compile("(?:^|nested: )(EsRejectedExecution|CircuitBreaking|ClusterBlock)Exception\\[");
    private static final Pattern OLD_CAPACITY = Pattern.compile("\\[rejected execution \\(queue capacity (\\d+)\\)");

    private static final List<String> ACTIONS = List.of("index", "create", "update", "delete");
    private static final List<List<String>> WEIGHTS = List.of(
            List.of("none"),
            List.of("other"),
            List.of("unavailable", "conflict", "document"),
            List.of("read-only", "request-too-large", "throttled"),
            List.of("rejected"),
            List.of("thread-pool", "indexing-pressure", "circuit-breaker"));

    private final Map<String, Long> told = new TreeMap<>();

    private JacksonReading() {}

    static Map<String, Long> of(byte[] answer, int httpStatus) {
        JsonNode root;
        try {
            root = JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JacksonReading reading = new JacksonReading();
        reading.read(root, httpStatus);
        return reading.told;
    }

    private void read(JsonNode root, int httpStatus) {
        Unit request = new Unit(httpStatus > 0 ? httpStatus : status(root), false);
        JsonNode errors = root.get("errors");
        if (errors == null || !errors.isBoolean() || errors.booleanValue()) {
            request.error(root.get("error"));
            for (JsonNode item : root.path("items")) {
                item.properties().forEach(action -> item(action.getKey(), action.getValue()));
            }
            for (JsonNode response : root.path("responses")) {
                Unit unit = new Unit(status(response), true);
                unit.error(response.get("error"));
                shards(response.get("_shards"));
                count("search " + unit.end());
            }
            shards(root.get("_shards"));
        }
        count("request " + request.end());
    }

    private void item(String action, JsonNode result) {
        Unit unit = new Unit(status(result), true);
        unit.error(result.get("error"));
        shards(result.get("_shards"));
        String word = ACTIONS.contains(action) ? action : "other";
        count("item " + word + " " + statusWord(unit.status) + " " + unit.end());
    }

    private static int status(JsonNode of) {
        JsonNode status = of.path("status");
        return status.isInt() ? Math.max(status.intValue(), 0) : 0;
    }

    private static String statusWord(int status) {
        return switch (status) {
            case 0 -> "absent";
            case 409 -> "conflict";
            case 429 -> "429";
            case 503 -> "503";
            default -> status < 400 ? "success" : status < 500 ? "4xx" : "5xx";
        };
    }

    private void shards(@Nullable JsonNode shards) {
        if (shards == null) {
            return;
        }
        add("failed shards", shards.path("failed").asLong(0));
        for (JsonNode failure : shards.path("failures")) {
            Unit unit = new Unit(status(failure), true);
            unit.stated = true;
            unit.reasonOf(failure);
            count("shard " + unit.end());
        }
    }

    private void count(String what) {
        add(what, 1);
    }

    private void add(String what, long more) {
        Told.put(told, what, told.getOrDefault(what, 0L) + more);
    }

    private void most(String what, String number) {
        Told.put(told, what, Math.max(told.getOrDefault(what, 0L), Long.parseLong(number)));
    }

    private static int weight(String kind) {
        for (int weight = 0; weight < WEIGHTS.size(); weight++) {
            if (WEIGHTS.get(weight).contains(kind)) {
                return weight;
            }
        }
        throw new IllegalArgumentException(kind);
    }

    /** A request, item, search or group of shards. */
    private final class Unit {
        private final int status;
        private boolean inOurWords;
        private boolean stated;
        private boolean blocked;
        private boolean old;
        private String kind = "none";
        private @Nullable String pool;
        private @Nullable String stage;
        private @Nullable String breaker;

        Unit(int status, boolean inOurWords) {
            this.status = status;
            this.inOurWords = inOurWords;
        }

        void error(@Nullable JsonNode error) {
            if (error == null) {
                return;
            }
            stated = error.isObject() || error.isTextual();
            if (error.isTextual()) {
                oldError(error.textValue());
            } else if (error.isObject()) {
                cause(error);
            }
        }

        void reasonOf(JsonNode failure) {
            JsonNode reason = failure.path("reason");
            if (reason.isTextual()) {
                oldError(reason.textValue());
            } else if (reason.isObject()) {
                cause(reason);
            }
        }

        private void cause(JsonNode cause) {
            cause.properties().forEach(field -> {
                JsonNode value = field.getValue();
                switch (field.getKey()) {
                    case "root_cause", "suppressed" -> value.forEach(this::cause);
                    case "caused_by" -> cause(value);
                    case "failed_shards" -> value.forEach(this::reasonOf);
                    case "type" -> type(value.textValue());
                    case "reason" -> {
                        if (value.isTextual() && cause.has("type")) {
                            reason(cause.get("type").textValue(), value.textValue());
                        }
                    }
                    case "bytes_wanted" -> breakerBytes(cause, "wanted", value);
                    case "bytes_limit" -> breakerBytes(cause, "limit", value);
                    default -> {}
                }
            });
        }

        private void breakerBytes(JsonNode cause, String what, JsonNode value) {
            if (cause.path("type").asText().equals("circuit_breaking_exception")) {
                breaker = breaker == null ? "other" : breaker;
                most("breaker " + breaker + " " + what, value.asText());
            }
        }

        private void type(String type) {
            blocked |= type.equals("cluster_block_exception");
            saw(
                    switch (type) {
                        case "es_rejected_execution_exception", "rejected_execution_exception" -> "rejected";
                        case "circuit_breaking_exception" -> "circuit-breaker";
                        case "version_conflict_engine_exception" -> "conflict";
                        case "mapper_parsing_exception", "document_parsing_exception" -> "document";
                        case "cluster_block_exception", "unavailable_shards_exception" -> "unavailable";
                        default -> "other";
                    });
        }

        private void saw(String cause) {
            inOurWords = true;
            kind = weight(cause) > weight(kind) ? cause : kind;
        }

        private void reason(String type, String reason) {
            if (type.endsWith("rejected_execution_exception")) {
                rejection(reason);
            } else if (type.equals("circuit_breaking_exception")) {
                breaker(reason);
            } else if (type.equals("cluster_block_exception")
                    && BLOCK.matcher(reason).find()) {
                saw("read-only");
            }
        }

        private void rejection(String reason) {
            Matcher pressure = PRESSURE.matcher(reason);
            if (pressure.find()) {
                saw("indexing-pressure");
                String at = pressure.group(1);
                stage = stage == null ? at : stage;
                most("pressure " + at + " held", pressure.group(2));
                most("pressure " + at + " replica", pressure.group(3));
                most("pressure " + at + " operation", pressure.group(4));
                most("pressure " + at + " limit", pressure.group(5));
                return;
            }
            int last = reason.lastIndexOf("ThreadPoolExecutor[");
            Matcher queue = QUEUE.matcher(reason);
            if (last >= 0 && queue.find(reason.lastIndexOf(" on ", last))) {
                saw("thread-pool");
                String name = queue.group(1);
                name = name.matches("write|bulk|search|index|get|generic") ? name : "other";
                pool = pool == null ? name : pool;
                most("pool " + name + " capacity", queue.group(2));
                most("pool " + name + " size", queue.group(3));
                most("pool " + name + " active", queue.group(4));
                most("pool " + name + " queued", queue.group(5));
                most("pool " + name + " completed", queue.group(6));
            }
        }

        private void breaker(String reason) {
            Matcher name = BREAKER.matcher(reason);
            String found = name.find() ? name.group(1) : "other";
            found = found.matches("parent|request|fielddata|in_?flight_requests|accounting") ? found : "other";
            breaker = breaker == null ? found : breaker;
            Matcher limit = LIMIT.matcher(reason);
            if (limit.find()) {
                most("breaker " + found + " limit", limit.group(2));
                if (limit.group(1) != null) {
                    most("breaker " + found + " wanted", limit.group(1));
                }
            }
        }

        private void oldError(String text) {
            Matcher exception = OLD.matcher(text);
            while (exception.find()) {
                old |= !exception.group(1).equals("ClusterBlock");
                switch (exception.group(1)) {
                    case "EsRejectedExecution" -> {
                        saw("rejected");
                        Matcher capacity = OLD_CAPACITY.matcher(text);
                        if (capacity.find(exception.start())) {
                            saw("thread-pool");
                            pool = pool == null ? "other" : pool;
                            most("pool other capacity", capacity.group(1));
                        }
                    }
                    case "CircuitBreaking" -> {
                        saw("circuit-breaker");
                        breaker(text.substring(exception.end()));
                    }
                    default -> {
                        blocked = true;
                        saw("unavailable");
                        if (BLOCK.matcher(text.substring(exception.end())).find()) {
                            saw("read-only");
                        }
                    }
                }
            }
        }

        String end() {
            String end = decided();
            switch (end) {
                case "thread-pool" -> count("pool " + pool + " rejections");
                case "indexing-pressure" -> count("pressure " + stage + " rejections");
                case "circuit-breaker" -> count("breaker " + (breaker == null ? "other" : breaker) + " trips");
                default -> {}
            }
            return end;
        }

        private String decided() {
            if (status > 0 && status < 400) {
                return "none";
            }
            if (blocked && kind.equals("unavailable") && (status == 403 || status == 429)) {
                return "read-only";
            }
            boolean inDoubt = old && status >= 400 && status < 500 && status != 403 && status != 429;
            if (weight(kind) > 1 && !inDoubt) {
                return kind;
            }
            return switch (status) {
                case 409 -> "conflict";
                case 413 -> "request-too-large";
                case 429 -> inOurWords ? "rejected" : "throttled";
                case 502, 503, 504 -> "unavailable";
                case 404 -> stated ? "other" : "none";
                default -> stated || status >= 400 ? "other" : "none";
            };
        }
    }
}
