package dev.firstfault.collectors.search;

/** What one answer says of one circuit breaker, in bytes. A number is the largest that was named, -1 where none was. */
public final class BreakerTrips {
    private final String breaker;
    private int trips;
    private long wantedBytes = -1;
    private long limitBytes = -1;

    BreakerTrips(String breaker) {
        this.breaker = breaker;
    }

    void tripped(int count) {
        trips += count;
    }

    void wanted(long bytes) {
        wantedBytes = Math.max(wantedBytes, bytes);
    }

    void limit(long bytes) {
        limitBytes = Math.max(limitBytes, bytes);
    }

    /** Its name, {@code parent} or {@code request}; {@code other} for one that no known version has, or where none was named. */
    public String breaker() {
        return breaker;
    }

    /** Items, searches, requests and groups of shards that it refused. */
    public int trips() {
        return trips;
    }

    /** What would have been held had it been let through. */
    public long wantedBytes() {
        return wantedBytes;
    }

    /** What it lets be held. */
    public long limitBytes() {
        return limitBytes;
    }
}
