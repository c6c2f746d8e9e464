package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;

/** A limit on memory inside a server, by what the server said of it when it refused something for it. Immutable. */
public final class ServerLimit {

    private final String name;
    private final Signal last;

    /** @param name {@code breaker parent}, {@code pressure primary} */
    ServerLimit(String name, Signal last) {
        this.name = name;
        this.last = last;
    }

    /** {@code breaker parent}, {@code pressure primary}. */
    public String name() {
        return name;
    }

    /** Whether a circuit breaker's; else the indexing pressure's. */
    public boolean breaker() {
        return name.startsWith("breaker");
    }

    /** When the server told of it last. */
    public long atNanos() {
        return last.atNanos();
    }

    /** Bytes that would have been held, or were; -1 where not named. */
    public long wanted() {
        return last.v1();
    }

    /** Bytes that may be held, -1 where not named. */
    public long limit() {
        return last.v2();
    }

    /** Bytes of the operation, -1 where not named. */
    public long operation() {
        return last.v3();
    }
}
