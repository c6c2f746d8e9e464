package dev.firstfault.collectors.poll;

import dev.firstfault.collectors.jdbc.Change;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Gauge;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One node of a cluster, over all its lives: turns its totals into what was added, shows and records it. Polling thread only. */
final class PolledNode {

    /** What clients wait for. Of the others, some thirty, one is shown once it refused something. */
    private static final Set<String> ALWAYS_SHOWN =
            new HashSet<>(Arrays.asList("write", "bulk", "index", "search", "get"));

    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** A queue of so many tasks comes and goes by chance. */
    private static final long CHANCE = 10;

    /** What is recorded of one pool or limit. */
    private static final class Track {
        final Total total = new Total();
        boolean recorded;
        long level;
        long untold;
        long sinceNanos;
    }

    private final String target;
    private final String name;
    private final PollMeters meters;
    private final SignalSink sink;
    private final Map<String, Track> tracks = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private final Set<String> breakers = new HashSet<>();
    private long uptimeMillis = NodeReading.UNKNOWN;

    PolledNode(String target, String name, PollMeters meters, SignalSink sink) {
        this.target = target;
        this.name = name;
        this.meters = meters;
        this.sink = sink;
    }

    /** Whether this is the life that was read last, or the first one. */
    private boolean isSameLife(NodeReading reading) {
        return uptimeMillis == NodeReading.UNKNOWN
                || reading.uptimeMillis == NodeReading.UNKNOWN
                || reading.uptimeMillis >= uptimeMillis;
    }

    void read(NodeReading reading, long nowNanos) {
        boolean restarted = !isSameLife(reading);
        uptimeMillis = reading.uptimeMillis;
        for (Map.Entry<String, NodeReading.Pool> pool : reading.pools.entrySet()) {
            Long asked = reading.capacities.get(pool.getKey());
            pool(pool.getKey(), pool.getValue(), asked == null ? NodeReading.UNKNOWN : asked, restarted, nowNanos);
        }
        for (NodeReading.Limit pressure : reading.pressure) {
            set(meters.pressure.with(name), pressure.bytes);
            set(meters.pressureLimit.with(name), pressure.limit);
            limit(SignalKind.SERVER_PRESSURE, "pressure", pressure, restarted, nowNanos);
        }
        for (Map.Entry<String, NodeReading.Limit> entry : reading.breakers.entrySet()) {
            NodeReading.Limit breaker = entry.getValue();
            breakers.add(entry.getKey());
            set(meters.breaker.with(name, entry.getKey()), breaker.bytes);
            set(meters.breakerLimit.with(name, entry.getKey()), breaker.limit);
            limit(SignalKind.SERVER_BREAKER, "breaker " + entry.getKey(), breaker, restarted, nowNanos);
        }
    }

    private void pool(String pool, NodeReading.Pool said, long asked, boolean restarted, long nowNanos) {
        Track track = track("pool " + pool, nowNanos);
        long added = track.total.added(said.rejected, restarted);
        if (added == 0 && !ALWAYS_SHOWN.contains(pool) && !shown.contains(pool)) {
            return;
        }
        shown.add(pool);
        long capacity = said.capacity >= 0 ? said.capacity : asked;
        set(meters.active.with(name, pool), said.active);
        set(meters.queue.with(name, pool), said.queue);
        set(meters.threads.with(name, pool), said.threads);
        if (capacity >= 0) { // others have no bound
            meters.queueCapacity.with(name, pool).set((double) capacity);
        }
        meters.rejected.with(name, pool).add(added);
        track.untold += added;
        boolean changed = said.queue > 0 && Change.isWorthARecord(track.level, said.queue, CHANCE);
        if (track.untold > 0 || changed || (track.recorded && track.level > 0 && said.queue == 0)) {
            record(
                    SignalKind.SERVER_POOL,
                    new Resource(ResourceKind.SERVER_POOL, target + ' ' + name + '/' + pool),
                    Signal.pack(half(said.active), half(said.threads)),
                    Signal.pack(half(said.queue), half(capacity)),
                    track,
                    nowNanos);
            track.level = said.queue;
        }
    }

    private static void set(Gauge gauge, long value) {
        if (value >= 0) {
            gauge.set((double) value);
        }
    }

    private void limit(SignalKind kind, String what, NodeReading.Limit said, boolean restarted, long nowNanos) {
        Track whole = track(what, nowNanos);
        for (Map.Entry<String, Long> reached : said.reached.entrySet()) {
            Track one = track(what + ' ' + reached.getKey(), nowNanos);
            long added = one.total.added(reached.getValue(), restarted);
            (kind == SignalKind.SERVER_PRESSURE ? meters.pressureRejections : meters.trips)
                    .with(name, reached.getKey())
                    .add(added);
            whole.untold += added;
        }
        boolean full = said.limit > 0 && said.bytes > said.limit / 2;
        if (whole.untold > 0 || (full && Change.isWorthARecord(whole.level, said.bytes, 0))) {
            record(
                    kind,
                    new Resource(ResourceKind.SERVER_LIMIT, target + ' ' + name + ' ' + what),
                    said.bytes,
                    said.limit,
                    whole,
                    nowNanos);
            whole.level = said.bytes;
        }
    }

    private void record(SignalKind kind, Resource resource, long v1, long v2, Track track, long nowNanos) {
        long millis = (nowNanos - track.sinceNanos) / NANOS_PER_MILLI;
        sink.record(kind, resource, 0, v1, v2, Signal.pack(Change.bounded(track.untold), Change.bounded(millis)));
        track.recorded = true;
        track.untold = 0;
        track.sinceNanos = nowNanos;
    }

    private Track track(String what, long nowNanos) {
        Track track = tracks.get(what);
        if (track == null) {
            track = new Track();
            track.sinceNanos = nowNanos;
            tracks.put(what, track);
        }
        return track;
    }

    private static int half(long number) {
        return number < 0 ? -1 : Change.bounded(number);
    }

    /** It is no longer among those that answer. */
    void forget() {
        for (String pool : shown) {
            meters.forgetPool(name, pool);
        }
        meters.forgetPressure(name);
        for (String breaker : breakers) {
            meters.forgetBreaker(name, breaker);
        }
    }
}
