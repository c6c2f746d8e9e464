package dev.firstfault.collectors.poll;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.meter.Gauge;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One server that is asked, for all nodes of its cluster. One that is slow or gone is asked less often. Polling thread only. */
final class PolledServer {

    static final String PART = "es-poll";

    private static final String FILTER = "?filter_path=nodes.*.name,nodes.*.jvm.uptime_in_millis,nodes.*.thread_pool,"
            + "nodes.*.indexing_pressure,nodes.*.breakers";

    /** From the best to the last: the pressure is known since Elasticsearch 7.9; some may only read {@code _cat}. */
    private static final String[] WAYS = {
        "/_nodes/stats/thread_pool,jvm,breaker,indexing_pressure" + FILTER,
        "/_nodes/stats/thread_pool,jvm,breaker" + FILTER,
        "/_cat/thread_pool?format=json&h=node_name,name,active,queue,rejected,pool_size,size,queue_size",
        "/_cat/thread_pool?format=json",
    };

    private static final int FIRST_CAT = 2;

    private static final String CAPACITIES = "/_nodes/thread_pool?filter_path=nodes.*.thread_pool.*.queue_size";

    /** The settings of pools change hardly ever. */
    private static final int CAPACITIES_EVERY = 30;

    /** Of our time, as much as a server shall spend on us. */
    private static final int SHARE = 20;

    /** A server that takes longer for so little is in trouble. */
    private static final long SLOW_NANOS = 2_000_000_000L;

    private static final long MOST_WAIT_NANOS = 60_000_000_000L;

    /** One that does not answer is asked so many times less often at most. */
    private static final int MOST_PATIENCE = 6;

    private final PollTarget target;
    private final HttpGet http;
    private final Cluster cluster;
    private final Clock clock;
    private final Health health;
    private final long intervalNanos;
    private final Gauge up;
    private final Gauge seconds;

    private int way;
    private int rounds;
    private int failures;
    private long dueNanos;
    private Map<String, Map<String, Long>> capacities = Collections.emptyMap();

    PolledServer(
            PollTarget target,
            HttpGet http,
            Cluster cluster,
            PollMeters meters,
            Clock clock,
            Health health,
            long intervalNanos) {
        this.target = target;
        this.http = http;
        this.cluster = cluster;
        this.clock = clock;
        this.health = health;
        this.intervalNanos = intervalNanos;
        up = meters.up.with(target.toString());
        seconds = meters.duration.with(target.toString());
        up.set(0);
        dueNanos = clock.nanos();
    }

    /** When it is to be asked again. */
    long dueNanos() {
        return dueNanos;
    }

    /** Asks it. Never throws for what it answers, or does not. */
    void ask() {
        long start = clock.nanos();
        String trouble = "";
        try {
            List<NodeReading> readings = readings();
            if (readings.isEmpty()) {
                throw new IOException("it names no nodes");
            }
            cluster.read(target.toString(), readings, start);
            failures = 0;
            up.set(1);
        } catch (IOException | IllegalArgumentException failed) {
            failures++;
            way = 0;
            rounds = 0;
            up.set(0);
            cluster.lost(target.toString());
            trouble = "cannot be asked: " + failed;
        }
        long took = clock.nanos() - start;
        seconds.set(took / 1e9);
        if (trouble.isEmpty() && took > SLOW_NANOS) {
            trouble = "took " + took / 1_000_000 + " ms to answer";
        }
        if (!trouble.isEmpty()) {
            health.degraded(PART, target + " " + trouble);
        }
        dueNanos = clock.nanos() + waitNanos(took);
    }

    private long waitNanos(long tookNanos) {
        long patience = intervalNanos * Math.min(1 << Math.min(failures, MOST_PATIENCE), MOST_PATIENCE);
        return Math.max(intervalNanos, Math.min(MOST_WAIT_NANOS, Math.max(patience, tookNanos * SHARE)));
    }

    private List<NodeReading> readings() throws IOException {
        HttpGet.Answer answer = http.get(WAYS[way]);
        while (isRefused(answer.status) && way < WAYS.length - 1) {
            way++;
            answer = http.get(WAYS[way]);
        }
        JsonValue said = body(answer);
        if (way >= FIRST_CAT) {
            List<NodeReading> readings = NodeReading.ofCat(said);
            // Elasticsearch 2 has none of the columns.
            return readings.isEmpty() && way < WAYS.length - 1
                    ? NodeReading.ofCat(body(http.get(WAYS[++way])))
                    : readings;
        }
        List<NodeReading> readings = NodeReading.ofStats(said);
        addCapacities(readings);
        return readings;
    }

    /** The version does not know it, or we may not ask for it. */
    private static boolean isRefused(int status) {
        return status == 400 || status == 403 || status == 404 || status == 405;
    }

    private static JsonValue body(HttpGet.Answer answer) throws IOException {
        if (answer.status != 200) {
            throw new IOException("it answered " + answer.status);
        }
        return JsonValue.parse(answer.body);
    }

    private void addCapacities(List<NodeReading> readings) throws IOException {
        if (rounds++ % CAPACITIES_EVERY == 0) {
            HttpGet.Answer answer = http.get(CAPACITIES);
            if (answer.status == 200) {
                capacities = NodeReading.capacitiesOf(JsonValue.parse(answer.body));
            }
        }
        for (NodeReading reading : readings) {
            reading.capacities.putAll(capacities.getOrDefault(reading.id, Collections.emptyMap()));
        }
    }
}
