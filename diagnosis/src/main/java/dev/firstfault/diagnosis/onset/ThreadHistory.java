package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Live threads over a process's life: families that grew, a deadlock, the moment the system refused a thread. */
public final class ThreadHistory {

    /** Levels of the distant past are kept once a minute. */
    private final Series live = new Series(62 * 1_000_000_000L);

    private final Map<String, Signal> firstOf = new LinkedHashMap<>();
    private final Map<String, Signal> lastOf = new LinkedHashMap<>();
    private long refusedAt = -1;
    private @Nullable Signal deadlock;
    private @Nullable Signal lastDeadlock;

    private ThreadHistory(Timeline timeline) {
        for (Frame frame : timeline.frames()) {
            if (frame.has(FrameField.THREADS)) {
                live.add(frame.atNanos(), (double) frame.get(FrameField.THREADS));
            }
        }
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.THREAD_FAMILY && signal.resource() != null) {
                firstOf.putIfAbsent(signal.resource().name(), signal);
                lastOf.put(signal.resource().name(), signal);
            }
            if (signal.kind() == SignalKind.DEADLOCK) {
                deadlock = deadlock == null ? signal : deadlock;
                lastDeadlock = signal;
            }
            noteRefusal(signal.error(), signal.atNanos());
        }
        for (ErrorDetail error : timeline.errors()) {
            noteRefusal(error, error.atNanos());
        }
    }

    /** The threads as the timeline's frames and signals show them. */
    public static ThreadHistory of(Timeline timeline) {
        return new ThreadHistory(timeline);
    }

    /** HotSpot: "unable to create native thread" or "new native thread". */
    private void noteRefusal(@Nullable ErrorDetail error, long atNanos) {
        if (error != null
                && (refusedAt < 0 || atNanos < refusedAt)
                && (error.type() + " " + error.message())
                        .toLowerCase(Locale.ROOT)
                        .contains("native thread")) {
            refusedAt = atNanos;
        }
    }

    /** When the system first refused a thread, as far as an error was seen; or -1. */
    public long refusedAt() {
        return refusedAt;
    }

    /** The first record of threads that wait for each other's locks, or null. */
    public @Nullable Signal deadlock() {
        return deadlock;
    }

    /** The last one, or null. */
    @Nullable
    Signal lastDeadlock() {
        return lastDeadlock;
    }

    /** Live threads. */
    public Series live() {
        return live;
    }

    /** The family that grew most, or an empty word. */
    public String family() {
        String best = "";
        long most = 0;
        for (Map.Entry<String, Signal> entry : lastOf.entrySet()) {
            if (entry.getValue().v1() > most) {
                most = entry.getValue().v1();
                best = entry.getKey();
            }
        }
        return best;
    }

    /** Threads of a family, as last recorded. */
    public long count(String family) {
        Signal last = lastOf.get(family);
        return last == null ? 0 : last.v1();
    }

    /** When a family was first seen to grow, or -1. */
    public long grewAt(String family) {
        Signal first = firstOf.get(family);
        return first == null ? -1 : first.atNanos();
    }

    /** The line through live threads between two moments. */
    public Slope slope(long fromNanos, long toNanos) {
        int from = live.indexAt(fromNanos);
        int to = live.indexAt(toNanos);
        long[] at = new long[Math.max(0, to - from)];
        long[] count = new long[at.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = live.at(from + i);
            count[i] = (long) live.value(from + i);
        }
        return Slope.of(at, count, 0, at.length);
    }

    /** How live threads developed up to a moment, against what they were once the process had started. */
    public Growth growth(long endNanos) {
        return new Growth(this, endNanos);
    }

    /** A rise of live threads, or none. */
    public static final class Growth {

        private static final long S = 1_000_000_000L;

        private final long before;
        private final long now;
        private final long atNanos;
        private final boolean known;
        private final boolean rises;

        Growth(ThreadHistory threads, long endNanos) {
            Series live = threads.live();
            long first = live.size() == 0 ? 0 : live.at(0);
            // A fifth of the record lies below what a process starts with only if it never stopped rising.
            double low = live.quantile(0.2, first, endNanos);
            double last = live.highest(endNanos - 5 * S, endNanos);
            known = !Double.isNaN(low) && !Double.isNaN(last);
            before = known ? Math.round(low) : 0;
            now = known ? Math.round(last) : 0;
            long at = endNanos;
            for (int i = live.size() - 1; i >= 0 && live.value(i) > before + (now - before) / 20.0; i--) {
                at = live.at(i);
            }
            atNanos = at;
            Slope slope = threads.slope(at, endNanos + 1);
            rises = endNanos - at >= 5 * S && slope.rises() && slope.tau() >= 0.6;
        }

        /** Whether live threads were recorded. */
        public boolean known() {
            return known;
        }

        /** Threads before the rise. */
        public long before() {
            return before;
        }

        /** Threads at the end. */
        public long now() {
            return now;
        }

        /** When the rise began, nanoseconds since the origin. */
        public long atNanos() {
            return atNanos;
        }

        /** Whether they doubled, by fifty or more, in a steady rise. */
        public boolean leaks() {
            return known && now >= 2 * before && now - before >= 50 && rises;
        }

        /** Whether they are what they were, give or take a fifth. */
        public boolean flat() {
            return known && now <= before * 1.2 + 5;
        }
    }
}
