package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the JVM told of its memory outside the heap: pools near their limits, classes, requests that it refused. */
public final class OutsideHeap {

    /** The pool that classes live in. */
    public static final String METASPACE = "Metaspace";

    private final ProcessInfo process;
    private final Map<String, Pool> pools = new LinkedHashMap<>();
    private final List<Signal> classNames = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    private OutsideHeap(Timeline timeline) {
        process = timeline.process();
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.MEMORY_POOL && signal.resource() != null) {
                String name = signal.resource().name();
                Pool pool = pools.get(name);
                if (pool == null) {
                    pool = new Pool(name);
                    pools.put(name, pool);
                }
                pool.states.add(signal);
            } else if (signal.kind() == SignalKind.CLASS_NAMES) {
                classNames.add(signal);
            }
            note(signal.error(), signal.atNanos());
        }
        for (ErrorDetail error : timeline.errors()) {
            note(error, error.atNanos());
        }
    }

    /** What signals and first errors of the timeline tell. */
    public static OutsideHeap of(Timeline timeline) {
        return new OutsideHeap(timeline);
    }

    private void note(@Nullable ErrorDetail error, long atNanos) {
        if (error != null && error.type().endsWith("OutOfMemoryError")) {
            refusals.add(new Refusal(atNanos, error));
        }
    }

    /** The pool of this name, or null where it never came near its limit. */
    public @Nullable Pool pool(String name) {
        return pools.get(name);
    }

    /** All pools that came near their limits. */
    public List<Pool> pools() {
        return new ArrayList<>(pools.values());
    }

    /** The last look at which class names come most often, or null. */
    public @Nullable Signal classNames() {
        return classNames.isEmpty() ? null : classNames.get(classNames.size() - 1);
    }

    /** The first refusal whose message holds one of these words in lower case, or null. */
    public @Nullable Refusal refusal(String... words) {
        Refusal first = null;
        for (Refusal refusal : refusals) {
            if ((first == null || refusal.atNanos() < first.atNanos()) && refusal.says(words)) {
                first = refusal;
            }
        }
        return first;
    }

    /** When something with one of these words was last refused, nanoseconds since the origin; -1 if never. */
    public long lastRefusal(String... words) {
        long last = -1;
        for (Refusal refusal : refusals) {
            last = refusal.says(words) ? Math.max(last, refusal.atNanos()) : last;
        }
        return last;
    }

    /** A limit in bytes that a flag sets, or {@code otherwise}. */
    public long flag(String name, long otherwise) {
        return process.number(ProcessInfo.FLAG_PREFIX + name, otherwise);
    }

    /** An {@code OutOfMemoryError} that was seen. */
    public static final class Refusal {

        private final long atNanos;
        private final ErrorDetail error;

        Refusal(long atNanos, ErrorDetail error) {
            this.atNanos = atNanos;
            this.error = error;
        }

        /** When, nanoseconds since the origin. */
        public long atNanos() {
            return atNanos;
        }

        public ErrorDetail error() {
            return error;
        }

        boolean says(String... words) {
            String message = error.message().toLowerCase(Locale.ROOT);
            for (String word : words) {
                if (message.contains(word)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A pool that came near its limit. */
    public static final class Pool {

        private final String name;
        private final List<Signal> states = new ArrayList<>();

        Pool(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        /** Its records, ascending by time. */
        public List<Signal> states() {
            return states;
        }

        private Signal last() {
            return states.get(states.size() - 1);
        }

        /** Bytes, as last recorded. */
        public long level() {
            return last().v1();
        }

        /** Bytes. */
        public long limit() {
            return last().v2();
        }

        /** Its level as a share of its limit. */
        public double share() {
            return (double) level() / Math.max(1, limit());
        }

        /** When it last went above this share of its limit, to stay there; -1 if it is below. */
        public long aboveAt(double share) {
            long at = -1;
            for (int i = states.size() - 1;
                    i >= 0 && states.get(i).v1() >= share * states.get(i).v2();
                    i--) {
                at = states.get(i).atNanos();
            }
            return at;
        }
    }
}
