package dev.firstfault.diagnosis.onset;

import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ExecutorKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much a process was asked to do: tasks that came to its executors, connections that were taken from its pools. */
public final class LoadHistory {

    private static final long S = 1_000_000_000L;

    /** Twice of what it was is more than the ups and downs of a day. */
    private static final double MORE = 2;

    /** Fewer than so many a second more are no load. */
    private static final double LEAST = 2;

    /** A past that is shorter does not tell what is usual. */
    private static final long PAST = 10 * S;

    private final List<Rise> rises = new ArrayList<>();
    private @Nullable ExecutorHistory main;
    private boolean flat;

    private LoadHistory() {}

    /** The load as executors and pools saw it, against what it was before. */
    public static LoadHistory of(List<ExecutorHistory> executors, Pools pools, long endNanos) {
        LoadHistory load = new LoadHistory();
        for (ExecutorHistory executor : executors) {
            if (executor.kind() != ExecutorKind.SERVER && executor.kind() != ExecutorKind.EVENT_LOOP) {
                ExecutorHistory most = load.main;
                boolean more = most == null
                        || executor.active().sum(0, endNanos) > most.active().sum(0, endNanos);
                load.main = more ? executor : most;
            }
        }
        for (ExecutorHistory executor : executors) {
            boolean works = executor.kind() != ExecutorKind.SERVER && executor.kind() != ExecutorKind.EVENT_LOOP;
            if (works && load.share(executor, endNanos) >= 0.5) {
                load.examine("tasks came to " + executor.name(), executor.arrivals(), endNanos);
            }
        }
        for (PoolHistory pool : pools.all()) {
            load.examine("connections were taken from " + pool.name(), pool.checkouts(), endNanos);
        }
        load.contradict(endNanos);
        return load;
    }

    private void contradict(long endNanos) {
        ExecutorHistory most = main;
        if (most != null && (most.overwhelmedSince(endNanos) >= 0 || most.strained(endNanos))) {
            Shift arrivals = Shift.of(most.arrivals(), endNanos, LEAST);
            flat = arrivals.hasPast() && !arrivals.rose(1.5, LEAST);
        }
    }

    /** The executor whose threads work most: what the process is for, rather than what serves its pools; or null. */
    public @Nullable ExecutorHistory main() {
        return main;
    }

    /** Whether an executor does a fifth of what the one does that works most, or more: not what opens connections for a pool. */
    public boolean matters(ExecutorHistory executor, long endNanos) {
        return share(executor, endNanos) >= 0.2;
    }

    /** What an executor does, as a share of what the one does that works most. */
    private double share(ExecutorHistory executor, long endNanos) {
        ExecutorHistory most = main;
        double all = most == null ? 0 : most.active().sum(0, endNanos);
        return all > 0 ? executor.active().sum(0, endNanos) / all : 1;
    }

    /**
     * Whether the executor that works most cannot keep up though no more comes to it: then what there is more of elsewhere
     * comes from within.
     */
    public boolean flat() {
        return flat;
    }

    private void examine(String what, Series rate, long endNanos) {
        Shift shift = Shift.of(rate, endNanos, LEAST);
        if (shift.rose(MORE, LEAST) && shift.pastNanos() >= PAST && shift.before() >= LEAST / 4) {
            rises.add(new Rise(what, shift));
        }
    }

    /** The earliest rise that still stands, or null. */
    public @Nullable Rise rise() {
        Rise first = null;
        for (Rise rise : flat ? new ArrayList<Rise>() : rises) {
            first = first == null || rise.shift().onset() < first.shift().onset() ? rise : first;
        }
        return first;
    }

    /** The earliest rise that began up to a moment, give or take two seconds, and still stands; or null. */
    public @Nullable Rise riseBefore(long nanos) {
        Rise first = rise();
        return first != null && first.shift().onset() <= nanos + 2 * S ? first : null;
    }

    /** A stream of work that became more. */
    public static final class Rise {

        private final String what;
        private final Shift shift;

        Rise(String what, Shift shift) {
            this.what = what;
            this.shift = shift;
        }

        /** What there is more of: {@code tasks came to pool-1}. */
        public String what() {
            return what;
        }

        /** From how many a second to how many, and since when. */
        public Shift shift() {
            return shift;
        }

        /** In words: {@code 160 tasks a second came to pool-1, 20 before}. */
        public String words() {
            return Words.rate(shift.now()) + " " + what.replaceFirst(" ", " a second ") + ", "
                    + Words.rate(shift.before()) + " before";
        }
    }
}
