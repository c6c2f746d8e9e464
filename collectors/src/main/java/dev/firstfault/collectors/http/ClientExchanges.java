package dev.firstfault.collectors.http;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of general HTTP clients: how long they took, why they failed, and what the heads of their answers say. Bodies are
 * left alone. An answer that a client of Elasticsearch or OpenSearch takes is timed only, for what it refuses is in its body, and
 * counted by who reads that. Thread-safe; called on application threads, {@link #tick} on the agent's.
 */
public final class ClientExchanges {

    /** Clients of Elasticsearch and OpenSearch, by the packages of what takes their answers. */
    private static final String[] BODY_READERS = {
        "org.elasticsearch.client.", "org.opensearch.client.", "co.elastic.clients."
    };

    /** Beyond so many at once, asynchronous exchanges are not followed. */
    private static final int MOST_OPEN = 10_000;

    private static final String OWN_PREFIX = "firstfault-";

    private final Requests requests;
    private final ClientPools pools;
    private final Clock clock;

    /** By the objects that clients handle them with, none of which equals another. */
    private final Map<Object, OpenExchange> open = new ConcurrentHashMap<>();

    @SuppressWarnings("ThreadLocalUsage") // one instance a process; tests make their own
    private final ThreadLocal<OpenExchange> current = new ThreadLocal<>();

    /** The server that this thread has had an answer from, or waited for one in vain, last. */
    @SuppressWarnings("ThreadLocalUsage") // one instance a process; tests make their own
    private final ThreadLocal<HttpTarget> latest = new ThreadLocal<>();

    /** What the asynchronous request that this thread is about to send will be taken by. */
    @SuppressWarnings("ThreadLocalUsage") // one instance a process; tests make their own
    private final ThreadLocal<Object> announced = new ThreadLocal<>();

    public ClientExchanges(HttpTargets targets, Meters meters, SignalSink sink, Clock clock) {
        this.requests = new Requests(targets);
        this.pools = new ClientPools(meters, sink);
        this.clock = clock;
    }

    /** A thread begins an exchange that it waits for; the answer is for {@link #ended}, null where it is not followed. */
    public @Nullable Object started(@Nullable Object host, Object request) {
        HttpTarget target = host == null ? requests.ofRequest(request) : requests.ofHost(host);
        if (target == null || isOwnThread()) {
            return null;
        }
        OpenExchange exchange = new OpenExchange(target.begin(), request, false, current.get());
        current.set(exchange);
        return exchange;
    }

    /** The exchange of this thread ended, with an answer or by throwing. */
    public void ended(Object started, @Nullable Object answer, @Nullable Throwable thrown) {
        if (!(started instanceof OpenExchange)) {
            return;
        }
        OpenExchange exchange = (OpenExchange) started;
        current.set(exchange.outer());
        latest.set(exchange.exchange().target());
        if (thrown != null) {
            failed(exchange, thrown);
        } else {
            answered(exchange, answer);
        }
    }

    /** The server of the last exchange that this thread waited for; null without one. */
    public @Nullable HttpTarget latestOfThread() {
        return latest.get();
    }

    /** This thread is about to hand an asynchronous request over, whose answer this object will take; null when it has. */
    public void announced(@Nullable Object consumer) {
        if (consumer == null) {
            announced.remove();
        } else {
            announced.set(consumer);
        }
    }

    /**
     * An asynchronous exchange begins, unless it has begun before.
     *
     * @param handler what the client handles it with, the same object to its end
     * @param scope what knows the server: a producer of requests, or the scope of a chain
     * @param consumer what takes the answer, or null for what was {@link #announced}
     */
    public void opened(Object handler, Object scope, @Nullable Object consumer) {
        Object taker = consumer;
        if (taker == null) {
            taker = announced.get();
            if (taker == null) {
                return; // further along the chain, or once more
            }
            announced.remove();
        }
        HttpTarget target = isOwnThread() || open.size() >= MOST_OPEN ? null : requests.ofScope(scope);
        if (target != null) {
            open.put(handler, new OpenExchange(target.begin(), null, isBodyReader(taker), null));
        }
    }

    /** A head of an answer came; of several, after redirects and retries, the last is the one. */
    public void headCame(Object handler, Object head) {
        OpenExchange exchange = open.get(handler);
        if (exchange != null) {
            exchange.keep(head);
        }
    }

    /** An asynchronous exchange ended; more than once does no harm. */
    public void closed(Object handler, @Nullable Throwable thrown) {
        OpenExchange exchange = open.remove(handler);
        if (exchange == null) {
            return;
        }
        Object head = exchange.head();
        if (thrown != null) {
            failed(exchange, thrown);
        } else if (head != null) {
            answered(exchange, head);
        } else {
            exchange.exchange().failed(HttpFailure.CANCELLED, null, -1, -1);
        }
    }

    /** {@code java.net.http} sent a request; the future tells how it ends. Never throws. */
    public void sent(Object request, Object future) {
        if (!(future instanceof CompletionStage) || isOwnThread()) {
            return;
        }
        HttpTarget target = requests.ofRequest(request);
        if (target != null) {
            OpenExchange exchange = new OpenExchange(target.begin(), null, false, null);
            ((CompletionStage<?>) future).whenComplete(new End(exchange));
        }
    }

    /** A thread asks a pool for a connection to a server. */
    public void leaseAsked(Object manager, Object route) {
        HttpTarget target = requests.ofRoute(route);
        if (target == null) {
            return;
        }
        ClientPool pool = pools.seen(manager, route, target);
        OpenExchange exchange = current.get();
        if (pool != null && exchange != null) {
            exchange.waits(pool, clock.nanos());
        }
    }

    /** It has one, or has given up. */
    public void leaseEnded() {
        OpenExchange exchange = current.get();
        if (exchange != null) {
            exchange.waitsNoMore(clock.nanos());
        }
    }

    /** Once a second. */
    public void tick() {
        pools.tick();
        open.values().removeIf(exchange -> exchange.exchange().isEnded()); // those that their client lost
    }

    private void answered(OpenExchange exchange, @Nullable Object answer) {
        exchange.exchange().answered();
        if (answer == null || exchange.isReadByOthers()) {
            return;
        }
        AnswerHead head = AnswerHead.of(answer);
        int status = head.status(answer);
        if (StatusMeaning.of(status, false, false) == HttpError.NONE) {
            return;
        }
        String retryAfter = head.header(answer, "Retry-After");
        HttpError error = StatusMeaning.of(status, retryAfter != null, head.isOfElasticsearch(answer));
        exchange.exchange()
                .target()
                .rejected(error, FailureLevel.REQUEST, 1, 1, status, RetryAfter.nanos(retryAfter, clock.epochMillis()));
    }

    private void failed(OpenExchange exchange, Throwable thrown) {
        Object request = exchange.request();
        HttpFailure reason =
                request != null && requests.isGivenUp(request) ? HttpFailure.CANCELLED : ThrownReason.of(thrown);
        ClientPool pool = exchange.pool();
        PoolLevels levels = pool == null ? pools.last(exchange.exchange().target()) : pool.read();
        exchange.exchange()
                .failed(reason, thrown, levels == null ? -1 : levels.leased(), levels == null ? -1 : levels.limit());
    }

    private static boolean isBodyReader(Object consumer) {
        String type = consumer.getClass().getName();
        for (String prefix : BODY_READERS) {
            if (type.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Our own polls are none of the host's. */
    private static boolean isOwnThread() {
        return Thread.currentThread().getName().startsWith(OWN_PREFIX);
    }

    /** The end of an exchange of {@code java.net.http}, on a thread of its client. */
    private final class End implements BiConsumer<Object, Throwable> {

        private final OpenExchange exchange;

        End(OpenExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void accept(@Nullable Object answer, @Nullable Throwable thrown) {
            if (thrown != null) {
                failed(exchange, thrown);
            } else {
                answered(exchange, answer);
            }
        }
    }
}
