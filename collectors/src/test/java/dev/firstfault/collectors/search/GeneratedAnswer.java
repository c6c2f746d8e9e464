package dev.firstfault.collectors.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * An answer as a server might give it, with all that JSON allows and documents may hold. The order of keys is that of the servers where
 * they keep one: the type of an error before its reason, {@code _shards} before {@code hits}.
 */
final class GeneratedAnswer {
    private static final List<String> SNIPPETS = List.of(
            "\"status\":429",
            "{\"error\":{\"type\":\"es_rejected_execution_exception\"}}",
            "\\",
            "\"",
            "\\\"",
            "]}],\"errors\":false}",
            "[[{{",
            "\u0000\u001f\n\t",
            "Straße",
            "\ud83d\ude00",
            "a/b",
            " on EsThreadPoolExecutor[name = evil/get, queue capacity = 77, E@1[Running, pool size = 9, active threads = 9, queued tasks ="
                    + " 9, completed tasks = 9]]",
            "nested: EsRejectedExecutionException[rejected execution (queue capacity 99) on x]",
            "blocked by: [FORBIDDEN/12/index read-only];",
            " would be [9999999/9mb], which is larger than the limit of [8888888/8mb]",
            "plain text of no interest",
            "0123456789");

    private final Random random;
    private final boolean filtered;
    private int documents;

    GeneratedAnswer(Random random) {
        this.random = random;
        filtered = chance(4);
    }

    /** Items of the bulks that were made. */
    int documents() {
        return documents;
    }

    byte[] bulk(int items) {
        documents += items;
        List<String> made = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            made.add(item());
        }
        List<String> fields =
                new ArrayList<>(List.of(field("took", number()), field("errors", "true"), field("items", array(made))));
        if (chance(3)) {
            fields.add(field("ingest_took", number()));
        }
        if (filtered && chance(2)) {
            fields.remove(1);
        }
        Collections.shuffle(fields, random); // "errors" comes first, second, or behind them all
        return bytes(object(fields));
    }

    byte[] search() {
        return bytes(object(searchFields()));
    }

    byte[] msearch(int searches) {
        List<String> responses = new ArrayList<>();
        for (int i = 0; i < searches; i++) {
            responses.add(
                    chance(2)
                            ? object(List.of(
                                    field("error", searchError()), field("status", oneOf("429", "503", "500", "400"))))
                            : object(searchFields()));
        }
        return bytes(object(List.of(field("took", number()), field("responses", array(responses)))));
    }

    byte[] failedRequest() {
        List<String> fields = new ArrayList<>();
        fields.add(field("error", chance(6) ? string(oldError()) : chance(2) ? searchError() : error(0)));
        if (!chance(5)) {
            fields.add(field("status", status()));
        }
        return bytes(object(fields));
    }

    private List<String> searchFields() {
        List<String> failures = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            failures.add(shardFailure());
        }
        List<String> shards = new ArrayList<>(List.of(field("total", "20"), field("failed", small())));
        if (chance(2)) {
            shards.add(field("failures", array(failures)));
        }
        return List.of(
                field("took", number()),
                field("timed_out", "false"),
                field("_shards", object(shards)),
                field("hits", object(List.of(field("hits", array(List.of(source(), source(), source())))))));
    }

    private String shardFailure() {
        List<String> fields = new ArrayList<>(List.of(
                field("shard", "0"),
                field("index", hostile()),
                field("reason", chance(8) ? string(oldError()) : error(0))));
        if (chance(4)) {
            fields.add(field("status", oneOf("429", "500", string("TOO_MANY_REQUESTS"))));
        }
        return object(fields);
    }

    private String item() {
        List<String> fields = new ArrayList<>(List.of(field("_index", hostile()), field("_id", hostile())));
        boolean failed = chance(2);
        String status = failed ? status() : oneOf("200", "201", "404");
        List<String> told = new ArrayList<>();
        if (!filtered || chance(2)) {
            told.add(field("status", status));
        }
        if (failed && (!filtered || chance(2))) {
            told.add(field("error", chance(8) ? string(oldError()) : error(0)));
        }
        if (chance(3)) {
            told.add(field("_source", source()));
        }
        if (!failed && chance(2)) {
            told.add(field(
                    "_shards",
                    object(List.of(
                            field("total", "2"),
                            field("failed", "1"),
                            field("failures", array(List.of(shardFailure())))))));
        }
        Collections.shuffle(told, random);
        fields.addAll(told);
        return object(List.of(field(oneOf("index", "create", "update", "delete", "upsert"), object(fields))));
    }

    private String status() {
        return oneOf(
                "429",
                "429",
                "429",
                "503",
                "400",
                "409",
                "403",
                "404",
                "500",
                "502",
                "413",
                "429.5",
                "-1",
                "null",
                string("429"),
                "1e400");
    }

    private String searchError() {
        return object(List.of(
                field("root_cause", array(chance(3) ? List.of() : List.of(error(2), error(2)))),
                field("type", string("search_phase_execution_exception")),
                field("reason", string("all shards failed")),
                field("phase", hostile()),
                field("failed_shards", array(List.of(shardFailure()))),
                field("caused_by", error(1))));
    }

    /** An error with others in it, so many levels at most. */
    private String error(int level) {
        List<String> fields = new ArrayList<>();
        if (level == 0 && chance(2)) {
            fields.add(field("root_cause", array(List.of(error(3)))));
        }
        String type = oneOf(
                "es_rejected_execution_exception",
                "rejected_execution_exception",
                "circuit_breaking_exception",
                "cluster_block_exception",
                "mapper_parsing_exception",
                "version_conflict_engine_exception",
                "unavailable_shards_exception",
                "illegal_argument_exception",
                "\"type\":429");
        fields.add(field("type", string(type)));
        if (!filtered || chance(2)) {
            fields.add(field("reason", string(reason(type))));
        }
        if (type.startsWith("circuit") && chance(2)) {
            fields.add(field("bytes_wanted", number()));
            fields.add(field("bytes_limit", number()));
        }
        if (chance(4)) {
            fields.add(field(
                    "metadata",
                    object(List.of(field("type", hostile()), field("reason", array(List.of(hostile(), "[]", "{}")))))));
        }
        if (level < 3 && chance(4)) {
            fields.add(field("caused_by", error(level + 1)));
        }
        return object(fields);
    }

    private String reason(String type) {
        switch (type) {
            case "es_rejected_execution_exception", "rejected_execution_exception" -> {
                return rejection();
            }
            case "circuit_breaking_exception" -> {
                String what = "[" + oneOf("parent", "request", "in_flight_requests", "inflight_requests", "their_own")
                        + "] Data too large, data for [<agg [" + text(2) + "]>]";
                return chance(2)
                        ? what + " would be [" + number() + "/5kb], which is larger than the limit of [" + number()
                                + "/1kb]"
                        : what + " would be larger than limit of [" + number() + "/1b]";
            }
            case "cluster_block_exception" -> {
                return "index [" + oneOf("orders", "read-only") + "] blocked by: ["
                        + oneOf(
                                "FORBIDDEN/12/index read-only / allow delete (api)",
                                        "TOO_MANY_REQUESTS/12/disk usage exceeded",
                                "SERVICE_UNAVAILABLE/1/state not recovered / initialized",
                                        "FORBIDDEN/8/index write (api)")
                        + "];";
            }
            default -> {
                return text(6);
            }
        }
    }

    private String rejection() {
        String pool = oneOf("write", "bulk", "search", "index", "their_own");
        String running = "org.elasticsearch.common.util.concurrent.EsThreadPoolExecutor@136766a9[Running, pool size = "
                + small() + ", active threads = " + small() + ", queued tasks = " + small() + ", completed tasks = "
                + small() + "]]";
        return switch (random.nextInt(6)) {
            case 0 ->
                "rejected execution of org.elasticsearch.transport.TransportService$7@17c74a93 on EsThreadPoolExecutor["
                        + pool + ", queue capacity = " + small() + ", " + running;
            case 1 ->
                "rejected execution of processing of [38][indices:data/write/bulk[s][p]]: request: BulkShardRequest [[t][9]] containing"
                        + " [index {[t][doc][a], source[" + text(40)
                        + "]}], target allocation id: x, primary term: 1 on"
                        + " EsThreadPoolExecutor[name = es6/" + pool + ", queue capacity = " + small() + ", " + running;
            case 2 ->
                "rejected execution of TimedRunnable{original=" + text(3) + ", creationTimeNanos=1} on"
                        + " TaskExecutionTimeTrackingEsThreadPoolExecutor[name = es8/" + pool + ", queue capacity = "
                        + small()
                        + ", task execution EWMA = 71.4ms, total task execution time = 4.2s, " + running;
            case 3, 4 -> {
                String stage = oneOf("coordinating", "primary", "replica");
                yield String.format(
                        Locale.ROOT,
                        "rejected execution of %s operation [coordinating_and_primary_bytes=%s, replica_bytes=%s, all_bytes=%s,"
                                + " %s_operation_bytes=%s, max_%s_bytes=%s]",
                        stage,
                        number(),
                        number(),
                        number(),
                        stage,
                        number(),
                        oneOf("primary", "coordinating_and_primary"),
                        number());
            }
            default -> "rejected execution: " + oneOf("CPU usage limit reached", "cancelled", "x on y");
        };
    }

    private String oldError() {
        return oneOf(
                "EsRejectedExecutionException[rejected execution (queue capacity 50) on org.elasticsearch.action.Some$1@39]",
                "RemoteTransportException[[Death][inet[/172.18.0.9:9300]][bulk/shard]]; nested: EsRejectedExecutionException[rejected execution"
                        + " (queue capacity 51) on x@1]; ",
                "CircuitBreakingException[[request] Data too large, data for [x] would be larger than limit of [7/7b]]",
                "ClusterBlockException[blocked by: [FORBIDDEN/8/index write (api)];]",
                "MapperParsingException[failed to parse [status]]; nested: NumberFormatException[For input string: \""
                        + text(2) + "\"]; ",
                "Too Many Requests");
    }

    private String source() {
        return object(List.of(
                field("status", "429"),
                field("error", hostile()),
                field("type", string("es_rejected_execution_exception")),
                field("nested", array(List.of(hostile(), "[[],[{}]]", object(List.of(field("errors", "false"))))))));
    }

    // JSON, in one of the many ways to write it.

    private String field(String key, String value) {
        return string(key) + space() + ":" + space() + value;
    }

    private String object(List<String> fields) {
        return "{" + space() + String.join(space() + "," + space(), fields) + space() + "}";
    }

    private String array(List<String> elements) {
        return "[" + space() + String.join(space() + "," + space(), elements) + space() + "]";
    }

    private String hostile() {
        return string(text(3));
    }

    private String string(String text) {
        boolean escaping = chance(12);
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || (escaping && chance(6))) {
                out.append(String.format(Locale.ROOT, chance(2) ? "\\u%04x" : "\\u%04X", (int) c));
            } else if (c == '/' && chance(3)) {
                out.append("\\/");
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private String text(int snippets) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(snippets + 1); i > 0; i--) {
            out.append(SNIPPETS.get(random.nextInt(SNIPPETS.size())));
        }
        return out.toString();
    }

    private String space() {
        return chance(8) ? oneOf(" ", "\n  ", "\t", "\r\n") : "";
    }

    private String number() {
        return Long.toString(random.nextLong() >>> (1 + random.nextInt(62)));
    }

    private String small() {
        return Integer.toString(random.nextInt(1000));
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
