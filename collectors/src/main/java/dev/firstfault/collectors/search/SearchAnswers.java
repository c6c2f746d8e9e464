package dev.firstfault.collectors.search;

import dev.firstfault.collectors.http.AnswerHead;
import dev.firstfault.collectors.http.HttpTarget;
import dev.firstfault.collectors.http.HttpTargets;
import dev.firstfault.collectors.http.RetryAfter;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.HttpError;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the answers that REST clients get from Elasticsearch and OpenSearch say of failures. Read on the thread that has the answer, where
 * it lies; what is clean costs next to nothing. Thread-safe.
 */
public final class SearchAnswers {

    private static final int FIRST_FAILURE = 400;
    private static final String JSON = "json";
    private static final HostMember URI = HostMember.method("getUri");
    private static final HostMember ENTITY = HostMember.method("getEntity");
    private static final HostMember SCHEME = HostMember.method("getSchemeName");
    private static final HostMember HOST = HostMember.method("getHostName");
    private static final HostMember PORT = HostMember.method("getPort");

    private static final HttpError[] ERRORS = HttpError.values();
    private static final FailureLevel[] LEVELS = FailureLevel.values();

    private final HttpTargets targets;
    private final Clock clock;
    private final Health health;
    private final AnswerScanners scanners = new AnswerScanners();
    private volatile @Nullable KnownHost latest;

    public SearchAnswers(HttpTargets targets, Clock clock, Health health) {
        this.targets = targets;
        this.clock = clock;
        this.health = health;
    }

    /**
     * One attempt ended with an answer. Never throws, never consumes it.
     *
     * @param requestLine the client's own
     * @param host its {@code HttpHost}
     * @param response its {@code HttpResponse}, the body in memory
     */
    public void answered(Object requestLine, Object host, Object response) {
        try {
            read(requestLine, targetOf(host), response);
        } catch (ReflectiveOperationException | IOException | RuntimeException unknownVersion) {
            health.degraded("probe:search-answers", "an answer could not be read: " + unknownVersion);
        }
    }

    private void read(Object requestLine, HttpTarget target, Object response)
            throws ReflectiveOperationException, IOException {
        AnswerHead head = AnswerHead.of(response);
        int status = head.status(response);
        RequestPath path = RequestPath.of(String.valueOf(URI.of(requestLine)));
        if (path == RequestPath.SEARCH) {
            target.searched();
        }
        if (status < FIRST_FAILURE && path == RequestPath.OTHER) {
            return;
        }
        Object entity = ENTITY.of(response);
        String said = entity == null ? null : head.header(response, "Content-Type");
        String type = said == null ? JSON : said.toLowerCase(Locale.ROOT);
        AnswerScanners.Lease lease = scanners.take();
        try {
            lease.scanner.begin(status);
            boolean json = type.contains(JSON);
            boolean read = entity == null || (json && AnswerBody.give(entity, lease.scanner, lease.piece));
            AnswerFindings findings = lease.scanner.finish();
            if (!read) {
                target.unread(Extent.UNREAD.word());
            } else if (findings.extent() != Extent.COMPLETE && findings.extent() != Extent.EMPTY) {
                target.unread(findings.extent().word());
            }
            boolean binary = !json && !type.startsWith("text/");
            hand(findings, target, status, binary, status < FIRST_FAILURE ? null : response);
        } finally {
            scanners.giveBack(lease);
        }
    }

    /** @param binary whether the cluster itself may have answered, in a way that is not read: CBOR, SMILE, YAML */
    private void hand(
            AnswerFindings findings, HttpTarget target, int status, boolean binary, @Nullable Object failedResponse) {
        long waitNanos = failedResponse == null
                ? 0
                : RetryAfter.nanos(
                        AnswerHead.of(failedResponse).header(failedResponse, "Retry-After"), clock.epochMillis());
        for (FailureLevel level : LEVELS) {
            int all = 0;
            for (HttpError error : ERRORS) {
                all += findings.count(level, error);
            }
            if (all == findings.count(level, HttpError.NONE)) {
                continue;
            }
            for (HttpError error : ERRORS) {
                HttpError said = binary && error == HttpError.THROTTLED ? HttpError.REJECTED : error;
                target.rejected(said, level, findings.count(level, error), all, status, waitNanos);
            }
        }
        numbers(findings, target);
    }

    /** What the server says of its pools and limits. */
    static void numbers(AnswerFindings findings, HttpTarget target) {
        for (PoolRejections pool : findings.pools()) {
            target.queue(
                    pool.pool(),
                    pool.queueCapacity(),
                    pool.queuedTasks(),
                    pool.poolSize(),
                    pool.activeThreads(),
                    pool.completedTasks());
        }
        for (PressureRejections pressure : findings.pressures()) {
            target.limit(
                    "pressure " + pressure.stage().word(),
                    pressure.heldBytes(),
                    pressure.limitBytes(),
                    pressure.operationBytes());
        }
        for (BreakerTrips breaker : findings.breakers()) {
            target.limit("breaker " + breaker.breaker(), breaker.wantedBytes(), breaker.limitBytes(), -1);
        }
    }

    private HttpTarget targetOf(Object host) throws ReflectiveOperationException {
        KnownHost known = latest;
        if (known != null && known.host.get() == host) {
            return known.target;
        }
        HttpTarget target =
                targets.of((String) SCHEME.of(host), String.valueOf(HOST.required(host)), PORT.number(host));
        target.speaksElasticsearch();
        latest = new KnownHost(host, target);
        return target;
    }

    /** The host of the answer before: most clients have one, and use the same object. */
    private static final class KnownHost {

        private final WeakReference<Object> host;
        private final HttpTarget target;

        KnownHost(Object host, HttpTarget target) {
            this.host = new WeakReference<>(host);
            this.target = target;
        }
    }
}
