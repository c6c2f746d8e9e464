package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who allocated while the heap filled, as looked at with each step that it filled by. */
public final class AllocationHistory {

    private final List<Signal> looks = new ArrayList<>();
    private final List<Signal> sites = new ArrayList<>();
    private final List<Signal> large = new ArrayList<>();
    private @Nullable Signal histogram;

    private AllocationHistory(Timeline timeline) {
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.ALLOCATION && signal.v2() > 0) {
                looks.add(signal);
            } else if (signal.kind() == SignalKind.ALLOCATION_SITE && signal.v2() > 0 && signal.error() != null) {
                sites.add(signal);
            } else if (signal.kind() == SignalKind.LARGE_ALLOCATION) {
                large.add(signal);
            } else if (signal.kind() == SignalKind.HEAP_CLASSES) {
                histogram = signal;
            }
        }
    }

    /** What the signals of the timeline tell. */
    public static AllocationHistory of(Timeline timeline) {
        return new AllocationHistory(timeline);
    }

    /** The class histogram, or null where none was taken. */
    public @Nullable Signal histogram() {
        return histogram;
    }

    /**
     * By the flight recorder's samples: where a half or more was allocated, most of the times that it told since then; null where it
     * did not tell, or of ever other places.
     */
    public @Nullable Signal siteSince(long fromNanos) {
        Map<String, Integer> times = new HashMap<>();
        Signal best = null;
        int most = 0;
        int seen = 0;
        for (Signal site : sites) {
            ErrorDetail where = site.error();
            if (site.atNanos() < fromNanos || where == null) {
                continue;
            }
            seen++;
            int count = 2 * site.v1() < site.v2() ? 0 : times.merge(where.message(), 1, Integer::sum);
            if (count > most) {
                most = count;
                best = site;
            }
        }
        return 2 * most > seen ? best : null;
    }

    /** The largest array that the flight recorder saw a thread take since then, or null. */
    public @Nullable Signal largestSince(long fromNanos) {
        Signal largest = null;
        for (Signal array : large) {
            if (array.atNanos() >= fromNanos && (largest == null || array.v1() > largest.v1())) {
                largest = array;
            }
        }
        return largest;
    }

    /** The thread that was found to allocate most in most looks since then, or null where there were none. */
    public @Nullable Allocator since(long fromNanos) {
        Map<Integer, Allocator> byThread = new HashMap<>();
        Allocator best = null;
        long all = 0;
        int seen = 0;
        for (Signal look : looks) {
            if (look.atNanos() < fromNanos) {
                continue;
            }
            seen++;
            all += look.v2();
            Allocator of = byThread.get(Signal.upper(look.v3()));
            if (of == null) {
                of = new Allocator();
                byThread.put(Signal.upper(look.v3()), of);
            }
            of.add(look);
            best = best == null || of.bytes > best.bytes ? of : best;
        }
        if (best != null) {
            best.all = all;
            best.seen = seen;
        }
        return best;
    }

    /** One thread. */
    public static final class Allocator {

        private final Map<String, Integer> places = new HashMap<>();
        private String name = "";
        private long bytes;
        private long all;
        private long inLife;
        private int looks;
        private int seen;

        private void add(Signal look) {
            looks++;
            bytes += look.v1();
            inLife = Math.max(inLife, (long) Signal.lower(look.v3()) << 20);
            name = look.resource() == null ? "" : look.resource().name();
            ErrorDetail where = look.error();
            if (where != null) {
                places.merge(where.frames(), 1, Integer::sum);
            }
        }

        /** Its family. */
        public String name() {
            return name;
        }

        /** Its part of what all threads allocated, 0 to 1. */
        public double share() {
            return (double) bytes / Math.max(1, all);
        }

        /** In how many of the looks it was the one that allocated most, 0 to 1. */
        public double presence() {
            return (double) looks / Math.max(1, seen);
        }

        /** Bytes that it had allocated in its whole life by the last of them. */
        public long inLife() {
            return inLife;
        }

        /** In how many looks. */
        public int looks() {
            return looks;
        }

        /** Where it was most often, a frame a line; empty where unknown. */
        public String frames() {
            String best = "";
            int most = 0;
            for (Map.Entry<String, Integer> place : places.entrySet()) {
                if (place.getValue() > most) {
                    most = place.getValue();
                    best = place.getKey();
                }
            }
            return best;
        }
    }
}
