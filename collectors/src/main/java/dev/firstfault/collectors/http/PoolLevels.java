package dev.firstfault.collectors.http;

/** The connections that a client keeps to one server, at one moment. Immutable. */
final class PoolLevels {

    private final int leased;
    private final int free;
    private final int waiting;
    private final int limit;

    PoolLevels(int leased, int free, int waiting, int limit) {
        this.leased = leased;
        this.free = free;
        this.waiting = waiting;
        this.limit = limit;
    }

    int leased() {
        return leased;
    }

    int free() {
        return free;
    }

    /** Requests that wait for a connection. */
    int waiting() {
        return waiting;
    }

    /** Most that may be leased, as the rest of the client's connections are used now. */
    int limit() {
        return limit;
    }

    /** Whether a request finds it harder to get a connection here than there. */
    boolean isTighterThan(PoolLevels other) {
        if (waiting != other.waiting) {
            return waiting > other.waiting;
        }
        return (long) leased * other.limit > (long) other.leased * limit;
    }
}
