package dev.firstfault.collectors.poll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one node said of itself, in one answer. */
final class NodeReading {

    /** Of numbers that were not named. */
    static final long UNKNOWN = -1;

    /** A longer name is cut. */
    private static final int MOST_NAME = 64;

    private static final String[] STAGES = {"coordinating", "primary", "replica"};

    /** A thread pool. */
    static final class Pool {
        final long threads;
        final long active;
        final long queue;
        final long rejected;
        final long capacity;

        Pool(long threads, long active, long queue, long rejected, long capacity) {
            this.threads = threads;
            this.active = active;
            this.queue = queue;
            this.rejected = rejected;
            this.capacity = capacity;
        }
    }

    /** Bytes that are counted against a limit: the indexing pressure's or a breaker's. */
    static final class Limit {
        final long bytes;
        final long limit;

        /** How often it was reached, by a word. */
        final Map<String, Long> reached = new LinkedHashMap<>();

        Limit(long bytes, long limit) {
            this.bytes = bytes;
            this.limit = limit;
        }
    }

    final String id;
    final String name;

    /** How long its JVM lives, milliseconds. */
    final long uptimeMillis;

    final Map<String, Pool> pools = new LinkedHashMap<>();

    /** How many tasks the queue of each pool takes, where that had to be asked for. */
    final Map<String, Long> capacities = new HashMap<>();

    /** One, or none where the version has none. */
    final List<Limit> pressure = new ArrayList<>();

    final Map<String, Limit> breakers = new LinkedHashMap<>();

    private NodeReading(String id, String name, long uptimeMillis) {
        this.id = id;
        this.name = shortened(name.isEmpty() ? id : name);
        this.uptimeMillis = uptimeMillis;
    }

    private static String shortened(String name) {
        return name.length() > MOST_NAME ? name.substring(0, MOST_NAME) : name;
    }

    /** {@code _nodes/stats}: Elasticsearch 1 to 9, OpenSearch. */
    static List<NodeReading> ofStats(JsonValue answer) {
        List<NodeReading> nodes = new ArrayList<>();
        for (Map.Entry<String, JsonValue> entry : answer.get("nodes").members().entrySet()) {
            JsonValue said = entry.getValue();
            NodeReading node = new NodeReading(
                    entry.getKey(),
                    said.get("name").text(),
                    said.get("jvm").get("uptime_in_millis").number(UNKNOWN));
            for (Map.Entry<String, JsonValue> pool :
                    said.get("thread_pool").members().entrySet()) {
                node.pools.put(pool.getKey(), ofNumbers(pool.getValue(), "threads", "capacity"));
            }
            JsonValue memory = said.get("indexing_pressure").get("memory");
            if (!memory.isMissing()) {
                node.pressure.add(pressure(memory));
            }
            for (Map.Entry<String, JsonValue> breaker :
                    said.get("breakers").members().entrySet()) {
                JsonValue numbers = breaker.getValue();
                Limit limit = new Limit(
                        numbers.get("estimated_size_in_bytes").number(UNKNOWN),
                        numbers.get("limit_size_in_bytes").number(UNKNOWN));
                limit.reached.put(breaker.getKey(), numbers.get("tripped").number(0));
                node.breakers.put(breaker.getKey(), limit);
            }
            nodes.add(node);
        }
        return nodes;
    }

    private static Limit pressure(JsonValue memory) {
        Limit limit = new Limit(
                memory.get("current").get("all_in_bytes").number(UNKNOWN),
                memory.get("limit_in_bytes").number(UNKNOWN));
        for (String stage : STAGES) {
            limit.reached.put(
                    stage, memory.get("total").get(stage + "_rejections").number(0));
        }
        return limit;
    }

    private static Pool ofNumbers(JsonValue numbers, String threads, String capacity) {
        return new Pool(
                numbers.get(threads).number(UNKNOWN),
                numbers.get("active").number(UNKNOWN),
                numbers.get("queue").number(UNKNOWN),
                numbers.get("rejected").number(UNKNOWN),
                numbers.get(capacity).number(UNKNOWN));
    }

    /** The capacities of the queues, by node, out of {@code _nodes/thread_pool}; Elasticsearch 2 gives them as texts. */
    static Map<String, Map<String, Long>> capacitiesOf(JsonValue answer) {
        Map<String, Map<String, Long>> nodes = new HashMap<>();
        for (Map.Entry<String, JsonValue> node : answer.get("nodes").members().entrySet()) {
            Map<String, Long> capacities = new HashMap<>();
            for (Map.Entry<String, JsonValue> pool :
                    node.getValue().get("thread_pool").members().entrySet()) {
                long size = pool.getValue().get("queue_size").number(UNKNOWN);
                if (size >= 0) {
                    capacities.put(pool.getKey(), size);
                }
            }
            nodes.put(node.getKey(), capacities);
        }
        return nodes;
    }

    /**
     * {@code _cat/thread_pool}: a line for each pool since Elasticsearch 5, with {@code node_name}; a line for each node before, with
     * {@code bulk.rejected} and the like, and an address.
     */
    static List<NodeReading> ofCat(JsonValue answer) {
        Map<String, NodeReading> nodes = new LinkedHashMap<>();
        for (JsonValue line : answer.elements()) {
            String name = line.get("node_name").text();
            String known = name.isEmpty() ? line.get("host").text() : name;
            if (known.isEmpty()) {
                continue;
            }
            NodeReading node = nodes.get(known);
            if (node == null) {
                node = new NodeReading(known, known, UNKNOWN);
                nodes.put(known, node);
            }
            if (!line.get("name").isMissing()) {
                String threads =
                        line.get("pool_size").isMissing() ? "size" : "pool_size"; // the latter since Elasticsearch 7
                node.pools.put(line.get("name").text(), ofNumbers(line, threads, "queue_size"));
                continue;
            }
            for (String column : line.members().keySet()) {
                if (column.endsWith(".rejected")) {
                    String pool = column.substring(0, column.length() - ".rejected".length());
                    node.pools.put(
                            pool,
                            new Pool(
                                    UNKNOWN,
                                    line.get(pool + ".active").number(UNKNOWN),
                                    line.get(pool + ".queue").number(UNKNOWN),
                                    line.get(column).number(UNKNOWN),
                                    UNKNOWN));
                }
            }
        }
        return new ArrayList<>(nodes.values());
    }
}
