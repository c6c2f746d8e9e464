package dev.firstfault.collectors.executor;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The series by name: bounded, each name for one executor at a time. Thread-safe. */
final class SeriesTable {

    /** One less than a family of meters has: the last is for the others. */
    static final int MAX_SERIES = dev.firstfault.signals.meter.MeterFamily.MAX_SERIES - 1;

    private final ExecutorMeters meters;
    private final Map<String, ExecutorSeries> byName = new LinkedHashMap<>();

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
    synchronized ExecutorSeries of(String name) {
        ExecutorSeries known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (byName.size() >= MAX_SERIES && !makeRoom()) {
            return rest();
        }
        ExecutorSeries made = new ExecutorSeries(name, meters);
        byName.put(name, made);
        return made;
    }

    /** The series of all that have none of their own. */
    synchronized ExecutorSeries rest() {
        ExecutorSeries rest = byName.get(ExecutorSeries.OTHER);
        if (rest == null) {
            rest = new ExecutorSeries(ExecutorSeries.OTHER, meters);
            rest.use(true);
            byName.put(ExecutorSeries.OTHER, rest);
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
