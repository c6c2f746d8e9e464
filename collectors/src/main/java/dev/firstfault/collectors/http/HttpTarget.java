package dev.firstfault.collectors.http;

import dev.firstfault.collectors.Burst;
import dev.firstfault.collectors.StackLines;
import dev.firstfault.collectors.jdbc.ErrorText;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One server as reached over HTTP: {@code http://host:port}. Counts at once, records once a second. Thread-safe; never keeps a
 * text of an answer.
 */
public final class HttpTarget {

    private final Resource resource;
    private final HttpMeters meters;
    private final SignalSink sink;
    private final Clock clock;

    private final Exchanges exchanges;
    private final InFlight inFlight = new InFlight();
    private final Gauge inFlightGauge;
    private final Gauge oldestGauge;
    private final Map<HttpFailure, Counter> failures = new EnumMap<>(HttpFailure.class);
    private final Map<HttpFailure, Burst> bursts = new EnumMap<>(HttpFailure.class);
    private final Map<Long, Refusals> refusals = new ConcurrentHashMap<>();
    private final Map<String, ServerQueue> queues = new ConcurrentHashMap<>();
    private final Map<String, ServerLimit> limits = new ConcurrentHashMap<>();
    private volatile boolean cluster;
    private volatile boolean searched;

    HttpTarget(String name, HttpMeters meters, SignalSink sink, Clock clock) {
        this.resource = new Resource(ResourceKind.HTTP_TARGET, name);
        this.meters = meters;
        this.sink = sink;
        this.clock = clock;
        this.exchanges = new Exchanges(meters.time.with(name));
        this.inFlightGauge = meters.inFlight.with(name);
        this.oldestGauge = meters.oldest.with(name);
        inFlightGauge.set(0);
        oldestGauge.set(0);
        for (HttpFailure reason : HttpFailure.values()) {
            failures.put(reason, meters.failures.with(name, reason.word()));
            bursts.put(reason, new Burst());
        }
        for (HttpError error : HttpError.values()) {
            // All at 0 at once: a counter that appears with its first event hides it from rate().
            if (error == HttpError.THROTTLED || (error != HttpError.NONE && !HttpMeters.isRejection(error))) {
                counter(error, FailureLevel.REQUEST);
            }
        }
    }

    /** It is Elasticsearch or OpenSearch: from now on its kinds of rejections are counted, from 0. */
    public void speaksElasticsearch() {
        if (!cluster) {
            cluster = true;
            countFrom0(FailureLevel.REQUEST);
            countFrom0(FailureLevel.ITEM);
        }
    }

    /** An answer to a search came, failed or not: from now on there are counters of searches and of groups of shards. */
    public void searched() {
        if (!searched) {
            searched = true;
            countFrom0(FailureLevel.SEARCH);
            countFrom0(FailureLevel.SHARD);
        }
    }

    private void countFrom0(FailureLevel level) {
        for (HttpError error : HttpError.values()) {
            if (HttpMeters.isRejection(error)) {
                counter(error, level);
            }
        }
    }

    private Counter counter(HttpError error, FailureLevel level) {
        return HttpMeters.isRejection(error)
                ? meters.rejections.with(resource.name(), error.word(), level.word())
                : meters.errors.with(resource.name(), error.word());
    }

    /** As it stands in labels and in the box. */
    public Resource resource() {
        return resource;
    }

    /** A request is about to be sent; whoever says so says how it ends. */
    public HttpExchange begin() {
        return inFlight.begin(this, clock.nanos());
    }

    /** An exchange ended with an answer, whatever that says. */
    public void exchange(long durationNanos) {
        exchanges.ended(durationNanos);
    }

    /**
     * An exchange ended without an answer.
     *
     * @param leased connections of its client in use, -1 where not known
     * @param limit the client's limit of them for this target, -1 where not known
     */
    public void failed(long durationNanos, HttpFailure reason, @Nullable Throwable thrown, int leased, int limit) {
        exchanges.failed(durationNanos);
        Counter counter = failures.get(reason);
        Burst burst = bursts.get(reason);
        if (counter == null || burst == null) {
            return; // never: there is one for every reason
        }
        counter.increment();
        if (burst.admits(durationNanos)) {
            record(durationNanos, reason, leased, limit, 1, thrown == null ? null : detail(thrown));
        }
    }

    /**
     * An answer says that something was refused or failed; {@link HttpError#NONE} is not counted.
     *
     * @param count how many of this level, in this way
     * @param of how many of this level there were in the answer, failed or not
     * @param status of the HTTP answer
     * @param retryAfterNanos of {@code Retry-After}, 0 without one
     */
    public void rejected(HttpError error, FailureLevel level, int count, int of, int status, long retryAfterNanos) {
        if (error == HttpError.NONE || count <= 0) {
            return;
        }
        refusals(error, level).came(count, of, status, retryAfterNanos);
    }

    /** An answer was not looked into to its end, for this reason: one word of few. */
    public void unread(String extent) {
        meters.unread.with(resource.name(), extent).increment();
    }

    /** The server says this of one of its thread pools; -1 for what it does not say. */
    public void queue(String pool, long capacity, long queued, long threads, long active, long completed) {
        ServerQueue known = queues.get(pool);
        if (known == null) {
            ServerQueue made = new ServerQueue(inside(ResourceKind.SERVER_POOL, pool));
            known = queues.putIfAbsent(pool, made);
            known = known == null ? made : known;
        }
        known.says(capacity, queued, threads, active, completed);
    }

    /**
     * The server says this of one of its limits on memory; -1 for what it does not say.
     *
     * @param name {@code breaker parent}, {@code pressure primary}
     * @param held bytes that would have been held, or were
     * @param allowed bytes that may be
     * @param operation bytes of the operation
     */
    public void limit(String name, long held, long allowed, long operation) {
        ServerLimit known = limits.get(name);
        if (known == null) {
            ServerLimit made = new ServerLimit(inside(ResourceKind.SERVER_LIMIT, name));
            known = limits.putIfAbsent(name, made);
            known = known == null ? made : known;
        }
        known.says(held, allowed, operation);
    }

    private Resource inside(ResourceKind kind, String name) {
        return new Resource(kind, resource.name() + ' ' + name);
    }

    /** Once a second, on the agent's thread. */
    void tick() {
        long now = clock.nanos();
        long oldest = inFlight.oldestNanos(now);
        int waiting = Math.max(0, inFlight.count());
        inFlightGauge.set(waiting);
        oldestGauge.set(oldest / 1e9);
        exchanges.tick(resource, waiting, oldest, sink);
        for (Refusals way : refusals.values()) {
            way.tick(resource, now, sink);
        }
        for (ServerQueue queue : queues.values()) {
            queue.tick(sink);
        }
        for (ServerLimit limit : limits.values()) {
            limit.tick(sink);
        }
        for (Map.Entry<HttpFailure, Burst> burst : bursts.entrySet()) {
            int more = burst.getValue().takeExcess();
            if (more > 0) {
                record(burst.getValue().takeLongestNanos(), burst.getKey(), -1, -1, more, null);
            }
            burst.getValue().refill();
        }
    }

    InFlight inFlight() {
        return inFlight;
    }

    long nanosSince(long startNanos) {
        return Math.max(0, clock.nanos() - startNanos);
    }

    private Refusals refusals(HttpError error, FailureLevel level) {
        Long key = Signal.pack(error.id(), level.id());
        Refusals known = refusals.get(key);
        if (known != null) {
            return known;
        }
        Refusals made = new Refusals(error, level, counter(error, level), clock.nanos());
        Refusals raced = refusals.putIfAbsent(key, made);
        return raced == null ? made : raced;
    }

    private void record(
            long durationNanos, HttpFailure reason, int leased, int limit, int count, @Nullable ErrorDetail error) {
        sink.record(
                SignalKind.HTTP_FAILED,
                resource,
                durationNanos,
                reason.id(),
                Signal.pack(Math.max(0, inFlight.count()), leased),
                limit,
                count,
                error);
    }

    private ErrorDetail detail(Throwable thrown) {
        return new ErrorDetail(
                sink.nanosSinceOrigin(),
                thrown.getClass().getName(),
                ErrorText.of(firstLine(thrown.getMessage())),
                null,
                0,
                Thread.currentThread().getName(),
                StackLines.from(thrown.getStackTrace(), 0));
    }

    /** What follows may be the body of an answer. */
    private static @Nullable String firstLine(@Nullable String message) {
        int end = message == null ? -1 : message.indexOf('\n');
        return message == null || end < 0 ? message : message.substring(0, end);
    }
}
