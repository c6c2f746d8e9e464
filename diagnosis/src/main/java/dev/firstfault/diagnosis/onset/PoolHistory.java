package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connection pools of a process: when they came and went, and where a checkout timed out. */
public final class PoolHistory {

    private final List<Signal> opened = new ArrayList<>();
    private final List<Signal> opening = new ArrayList<>();
    private final List<Signal> closed = new ArrayList<>();
    private final List<Signal> timeouts = new ArrayList<>();
    private final List<Signal> states = new ArrayList<>();

    private PoolHistory() {}

    /** The pools that the timeline's signals tell of. */
    public static PoolHistory of(Timeline timeline) {
        PoolHistory pools = new PoolHistory();
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.POOL_OPENED) {
                pools.opened.add(signal);
            } else if (signal.kind() == SignalKind.POOL_OPENING) {
                pools.opening.add(signal);
            } else if (signal.kind() == SignalKind.POOL_CLOSED) {
                pools.closed.add(signal);
            } else if (signal.kind() == SignalKind.ACQUIRE_TIMED_OUT) {
                pools.timeouts.add(signal);
            } else if (signal.kind() == SignalKind.POOL_STATE) {
                pools.states.add(signal);
            }
        }
        return pools;
    }

    /** Whether a pool library that is hooked was in use at all. */
    public boolean any() {
        return !opened.isEmpty() || !states.isEmpty() || !timeouts.isEmpty();
    }

    /** Pools opened up to a moment and not closed by then, of all targets. */
    public List<Signal> openAt(long nanos) {
        Map<Object, Integer> gone = new HashMap<>();
        for (Signal signal : closed) {
            if (signal.atNanos() <= nanos) {
                gone.merge(name(signal), 1, Integer::sum);
            }
        }
        List<Signal> open = new ArrayList<>();
        for (Signal signal : opened) {
            if (signal.atNanos() > nanos) {
                break;
            }
            Integer left = gone.get(name(signal));
            if (left != null && left > 0) {
                gone.put(name(signal), left - 1);
            } else {
                open.add(signal);
            }
        }
        return open;
    }

    /** Pools whose construction began after a moment, whether it succeeded or not. */
    public int openedAfter(long nanos) {
        return Math.max(countAfter(opening, nanos), countAfter(opened, nanos));
    }

    private static int countAfter(List<Signal> signals, long nanos) {
        int count = 0;
        for (Signal signal : signals) {
            count += signal.atNanos() > nanos ? signal.count() : 0;
        }
        return count;
    }

    private static Object name(Signal signal) {
        return signal.resource() == null ? "" : signal.resource();
    }

    /** Checkouts that timed out, ascending by time. */
    public List<Signal> timeouts() {
        return timeouts;
    }

    /** Seconds with a change of state, ascending by time. */
    public List<Signal> states() {
        return states;
    }
}
