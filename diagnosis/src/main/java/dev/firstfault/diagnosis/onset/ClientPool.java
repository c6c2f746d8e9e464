package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;

/** The connections that an HTTP client keeps to one target. */
public final class ClientPool {

    private static final long S = 1_000_000_000L;

    /** A state is left out for as long at most. */
    private static final long HOLD = 11 * S;

    /** Nobody waiting for as long ends an episode of waiting. */
    private static final long PAUSE = 5 * S;

    private final Series leased = new Series(HOLD);
    private final Series waiting = new Series(HOLD);
    private final Series waits = new Series(HOLD);
    private int most;

    ClientPool() {}

    void add(Signal signal) {
        long from = signal.atNanos() - S;
        leased.add(from, Signal.upper(signal.v1()));
        waiting.add(from, Signal.upper(signal.v2()));
        waits.add(from, signal.durationNanos() / 1e6);
        most = Math.max(most, Signal.lower(signal.v2()));
    }

    /** Whether it was told of. */
    public boolean seen() {
        return leased.size() > 0;
    }

    /** Connections in use. */
    public Series leased() {
        return leased;
    }

    /** Requests that wait for one. */
    public Series waiting() {
        return waiting;
    }

    /** Longest wait that ended in each second, milliseconds. */
    public Series waits() {
        return waits;
    }

    /** Most connections that may be in use; 0 where not known. */
    public int most() {
        return most;
    }

    /** Since when requests wait for a connection while all are in use, with breaks of seconds at most, up to the end; -1 where none does. */
    public long shortSince(long endNanos) {
        long since = -1;
        long free = 0;
        for (int i = waiting.size() - 1; i >= 0; i--) {
            boolean waits = waiting.value(i) >= 1 && most > 0 && leased.value(i) >= most;
            if (waits) {
                since = waiting.at(i);
                free = 0;
            } else {
                free += waiting.held(i, endNanos);
                if (free > PAUSE) {
                    break;
                }
            }
        }
        return since;
    }

    /**
     * How long a connection was in use for one exchange between two moments, milliseconds, by Little's law: what is in use, over
     * the exchanges that ended. It holds no wait for the connection. NaN where nothing is known or ended.
     */
    public double useMillis(Series ended, long fromNanos, long toNanos) {
        double done = ended.sum(fromNanos, toNanos);
        return done < 1 || leased.known(fromNanos, toNanos) <= 0
                ? Double.NaN
                : leased.sum(fromNanos, toNanos) / done * 1000;
    }
}
