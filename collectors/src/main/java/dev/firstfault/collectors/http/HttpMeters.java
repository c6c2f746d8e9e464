package dev.firstfault.collectors.http;

import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/** The meter families of HTTP targets. */
public final class HttpMeters {

    private static final String TARGET = "target";

    final MeterFamily<Histogram> time;
    final MeterFamily<Gauge> inFlight;
    final MeterFamily<Gauge> oldest;
    final MeterFamily<Counter> failures;
    final MeterFamily<Counter> rejections;
    final MeterFamily<Counter> errors;
    final MeterFamily<Counter> unread;

    public HttpMeters(Meters meters) {
        time = meters.histogram(
                "firstfault_http_requests_seconds",
                "Time from request to answer, of those that never came to when that was known.",
                TARGET);
        inFlight =
                meters.gauge("firstfault_http_requests_in_flight", "Requests that wait for their answer now.", TARGET);
        oldest = meters.gauge(
                "firstfault_http_oldest_request_seconds",
                "Age of the oldest request that waits for its answer.",
                TARGET);
        failures = meters.counter(
                "firstfault_http_failures_total", "Requests that got no answer, by the reason.", TARGET, "reason");
        rejections = meters.counter(
                "firstfault_http_rejections_total",
                "Requests and items of bulks that a server, or a proxy before it, refused because it had enough to do;"
                        + " each attempt counts. Searches of a multi-search and groups of shards have levels of their own.",
                TARGET,
                "kind",
                "level");
        errors = meters.counter(
                "firstfault_http_errors_total",
                "Requests, items, searches and groups of shards that an answer says failed otherwise than by a rejection.",
                TARGET,
                "kind");
        unread = meters.counter(
                "firstfault_http_answers_unread_total",
                "Answers of Elasticsearch or OpenSearch not looked into, or not to their end: too long, broken, not JSON.",
                TARGET,
                "extent");
    }

    /** Whether a server that is less busy would have done it: what {@code firstfault_http_rejections_total} counts. */
    static boolean isRejection(HttpError error) {
        switch (error) {
            case THREAD_POOL:
            case INDEXING_PRESSURE:
            case CIRCUIT_BREAKER:
            case THROTTLED:
            case REJECTED:
                return true;
            default:
                return false;
        }
    }
}
