package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection pool over time: who holds, who waits, who gave up waiting. */
public final class PoolHistory {

    private static final long S = 1_000_000_000L;

    /** A pool's state is left out while it does not change, and written every ten seconds while it works. */
    private static final long HOLD = 600 * S;

    /** Nobody waiting for as long ends an episode of waiting. */
    private static final long PAUSE = 5 * S;

    private final String name;
    private String target = "";
    private int maximum;
    private @Nullable Signal opened;
    private boolean closed;
    private final List<Signal> states = new ArrayList<>();
    private final List<Signal> timeouts = new ArrayList<>();
    private final List<Signal> held = new ArrayList<>();
    private List<Hold> longHolds = new ArrayList<>();
    private final Series active = new Series(HOLD);
    private final Series pending = new Series(HOLD);
    private final Series waits = new Series(10 * S);
    private final Series holds = new Series(10 * S);
    private final Series checkouts = new Series(10 * S);
    private int timeoutCount;
    private long pendingSince = -1;
    private long fullSince = -1;

    PoolHistory(String name) {
        this.name = name;
    }

    static boolean tellsOf(Signal signal) {
        SignalKind kind = signal.kind();
        return kind == SignalKind.POOL_OPENED
                || kind == SignalKind.POOL_CLOSED
                || kind == SignalKind.POOL_STATE
                || kind == SignalKind.ACQUIRE_TIMED_OUT
                || kind == SignalKind.POOL_HELD;
    }

    void add(Signal signal, Timeline timeline) {
        switch (signal.kind()) {
            case POOL_OPENED:
                opened = signal;
                closed = false;
                maximum = (int) signal.v1();
                Resource database = timeline.resource(signal.v3());
                target = database == null ? target : database.name();
                break;
            case POOL_CLOSED:
                closed = true;
                break;
            case POOL_STATE:
                states.add(signal);
                levels(signal.atNanos(), Signal.upper(signal.v1()), signal.v2());
                // What ended, ended over the second before the record.
                long second = signal.atNanos() - S;
                waits.add(second, signal.durationNanos() / 1e6);
                holds.add(second, Signal.lower(signal.v3()));
                checkouts.add(second, Signal.upper(signal.v3()));
                break;
            case ACQUIRE_TIMED_OUT:
                timeouts.add(signal);
                timeoutCount += signal.count();
                levels(signal.atNanos(), Signal.upper(signal.v1()), signal.v2());
                break;
            case POOL_HELD:
                held.add(signal);
                break;
            default:
                break;
        }
    }

    private void levels(long at, int busy, long pendingAndMaximum) {
        active.add(at, busy);
        pending.add(at, Signal.upper(pendingAndMaximum));
        maximum = Math.max(maximum, Signal.lower(pendingAndMaximum));
    }

    /** Finds since when somebody waits, and since when every connection is out, where either still stands at the end. */
    void examine(long endNanos) {
        longHolds = Hold.of(held, endNanos);
        pendingSince = standing(pending, 1, endNanos);
        fullSince = maximum > 0 ? standing(active, maximum, endNanos) : -1;
    }

    private static long standing(Series series, double least, long endNanos) {
        long since = -1;
        long below = 0;
        for (int i = series.size() - 1; i >= 0; i--) {
            if (series.value(i) >= least) {
                since = series.at(i);
                below = 0;
            } else {
                below += series.held(i, endNanos);
                if (below > PAUSE) {
                    break;
                }
            }
        }
        return since;
    }

    public String name() {
        return name;
    }

    /** The JDBC target of its connections; empty where it is not known. */
    public String target() {
        return target;
    }

    /** Connections it may open; 0 where that is not known. */
    public int maximum() {
        return maximum;
    }

    /** When it was constructed, or null where that was not seen. */
    public @Nullable Signal opened() {
        return opened;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Seconds with a change of state, ascending by time. */
    public List<Signal> states() {
        return states;
    }

    /** Checkouts that timed out, ascending by time; a record may stand for several. */
    public List<Signal> timeouts() {
        return timeouts;
    }

    public int timeoutCount() {
        return timeoutCount;
    }

    /** Checkouts that took long, in order of the first report. */
    public List<Hold> longHolds() {
        return longHolds;
    }

    /** Connections checked out. */
    public Series active() {
        return active;
    }

    /** Threads that wait for a connection. */
    public Series pending() {
        return pending;
    }

    /** Longest wait that ended in each second, milliseconds. */
    public Series waits() {
        return waits;
    }

    /** Longest hold that ended in each second, milliseconds. */
    public Series holds() {
        return holds;
    }

    /** Checkouts that ended per second. */
    public Series checkouts() {
        return checkouts;
    }

    /** Since when threads wait, with breaks of seconds at most, up to the end; -1 where none does. */
    public long pendingSince() {
        return pendingSince;
    }

    /** For how long after a moment threads waited, nanoseconds. */
    public long waitedSince(long nanos, long endNanos) {
        long waited = 0;
        for (int i = 0; i < pending.size(); i++) {
            if (pending.at(i) >= nanos && pending.value(i) >= 1) {
                waited += pending.held(i, endNanos);
            }
        }
        return waited;
    }

    /** Since when every connection is out, likewise; -1 where that is not so. */
    public long fullSince() {
        return fullSince;
    }

    /** Connections of a record of state: held and idle. */
    public static int total(Signal state) {
        return Signal.upper(state.v1()) + Signal.lower(state.v1());
    }

    /** The maximum that a record of state gives. */
    public static int maximum(Signal state) {
        return Signal.lower(state.v2());
    }
}
