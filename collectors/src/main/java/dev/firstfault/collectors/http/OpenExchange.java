package dev.firstfault.collectors.http;

import org.jspecify.annotations.Nullable;

/** An exchange of a general client, with what is known of it until it ends. */
final class OpenExchange {

    private final HttpExchange exchange;
    private final @Nullable Object request;
    private final boolean readByOthers;
    private final @Nullable OpenExchange outer;
    private volatile @Nullable Object head;
    private @Nullable ClientPool pool;
    private long waitsSinceNanos;

    /**
     * @param request that a thread waits for the answer to, else null
     * @param readByOthers whether somebody else looks into the answer
     * @param outer the exchange of the same thread that this one is made within
     */
    OpenExchange(HttpExchange exchange, @Nullable Object request, boolean readByOthers, @Nullable OpenExchange outer) {
        this.exchange = exchange;
        this.request = request;
        this.readByOthers = readByOthers;
        this.outer = outer;
    }

    HttpExchange exchange() {
        return exchange;
    }

    @Nullable
    Object request() {
        return request;
    }

    boolean isReadByOthers() {
        return readByOthers;
    }

    @Nullable
    OpenExchange outer() {
        return outer;
    }

    /** The head of its answer, the last that came. */
    void keep(Object answer) {
        head = answer;
    }

    @Nullable
    Object head() {
        return head;
    }

    /** Its thread waits for a connection from here on. */
    void waits(ClientPool from, long nowNanos) {
        pool = from;
        waitsSinceNanos = nowNanos;
    }

    void waitsNoMore(long nowNanos) {
        ClientPool from = pool;
        if (from != null && waitsSinceNanos != 0) {
            from.target().waited(Math.max(0, nowNanos - waitsSinceNanos));
            waitsSinceNanos = 0;
        }
    }

    /** The pool that its connection came from, where that is seen. */
    @Nullable
    ClientPool pool() {
        return pool;
    }
}
