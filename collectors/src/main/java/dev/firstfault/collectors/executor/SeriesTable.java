package dev.firstfault.collectors.executor;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The series by name: bounded, each name for one executor at a time. Thread-safe. */
final class SeriesTable {

    /** One less than a family of meters has: the last is for the others. */
    static final int MAX_SERIES = dev.firstfault.signals.meter.MeterFamily.MAX_SERIES - 1;

    private final ExecutorMeters meters;
    private final Map<String, ExecutorSeries> byName = new LinkedHashMap<>();
    private @Nullable ForkJoinSeries forkJoinRest;

    SeriesTable(ExecutorMeters meters) {
        this.meters = meters;
    }

    /** A name made of this one that no living executor in the set has. */
    static String unused(String base, Set<String> taken) {
        String name = base;
        for (int number = 2; taken.contains(name); number++) {
            name = base + '#' + number;
        }
        return name;
    }

    /** The series of this name; where there is no room for it, not even in place of one whose executor is gone, the rest's. */
    synchronized ExecutorSeries of(String name, boolean forkJoin) {
        ExecutorSeries known = byName.get(name);
        if (known != null && known instanceof ForkJoinSeries == forkJoin) {
            return known;
        }
        if (known != null) {
            known.forget(); // of an executor of another kind, which is gone
            byName.remove(name);
        }
        if (byName.size() >= MAX_SERIES && !makeRoom()) {
            return forkJoin ? forkJoinRest() : rest();
        }
        ExecutorSeries made = forkJoin ? new ForkJoinSeries(name, meters) : new ThreadPoolSeries(name, meters);
        byName.put(name, made);
        return made;
    }

    /** The series of all thread pools that have none of their own. */
    synchronized ExecutorSeries rest() {
        ExecutorSeries rest = byName.get(ExecutorSeries.OTHER);
        if (rest == null) {
            rest = new ThreadPoolSeries(ExecutorSeries.OTHER, meters);
            rest.use(true);
            byName.put(ExecutorSeries.OTHER, rest);
        }
        return rest;
    }

    private ExecutorSeries forkJoinRest() {
        ForkJoinSeries rest = forkJoinRest;
        if (rest == null) {
            rest = new ForkJoinSeries(ExecutorSeries.OTHER, meters);
            forkJoinRest = rest;
        }
        return rest;
    }

    private boolean makeRoom() {
        Set<String> gone = new HashSet<>();
        for (ExecutorSeries series : byName.values()) {
            if (!series.isUsed()) {
                gone.add(series.name());
                series.forget();
                break; // the one that was made first
            }
        }
        return byName.keySet().removeAll(gone);
    }
}
