package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The connection pools of a process: when they came and went, and the history of each. */
public final class Pools {

    private final List<Signal> opened = new ArrayList<>();
    private final List<Signal> opening = new ArrayList<>();
    private final List<Signal> closed = new ArrayList<>();
    private final Map<String, PoolHistory> byName = new LinkedHashMap<>();

    private Pools() {}

    /** The pools that the timeline's signals tell of. */
    public static Pools of(Timeline timeline) {
        Pools pools = new Pools();
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.POOL_OPENED) {
                pools.opened.add(signal);
            } else if (signal.kind() == SignalKind.POOL_OPENING) {
                pools.opening.add(signal);
            } else if (signal.kind() == SignalKind.POOL_CLOSED) {
                pools.closed.add(signal);
            }
            if (PoolHistory.tellsOf(signal)) {
                String name = signal.resource() == null ? "" : signal.resource().name();
                PoolHistory pool = pools.byName.get(name);
                if (pool == null) {
                    pool = new PoolHistory(name);
                    pools.byName.put(name, pool);
                }
                pool.add(signal, timeline);
            }
        }
        for (PoolHistory pool : pools.byName.values()) {
            pool.examine(timeline.endNanos());
        }
        return pools;
    }

    /** Whether a pool library that is hooked was in use at all. */
    public boolean any() {
        return !byName.isEmpty();
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

    /** Each pool by its name, in order of appearance. */
    public Collection<PoolHistory> all() {
        return byName.values();
    }

    /** Pools of one target, and those of which the target is not known; all of them for an empty target. */
    public List<PoolHistory> of(String target) {
        List<PoolHistory> pools = new ArrayList<>();
        for (PoolHistory pool : byName.values()) {
            if (target.isEmpty() || pool.target().isEmpty() || pool.target().equals(target)) {
                pools.add(pool);
            }
        }
        return pools;
    }
}
