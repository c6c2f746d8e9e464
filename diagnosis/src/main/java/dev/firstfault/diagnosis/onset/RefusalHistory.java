package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one HTTP target refused, or failed at, in one way: how much, and when. */
public final class RefusalHistory {

    private static final long S = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    /** A record is left out for as long at most while refusals go on. */
    private static final long HOLD = 11 * S;

    /** Nothing refused for as long ends a run of refusals. */
    private static final long PAUSE = 5 * S;

    /** Runs further apart than this have nothing to do with each other. */
    private static final long EPISODE_GAP = 60 * S;

    /** A run that lasts as long is no burst. */
    private static final long LASTING = 10 * S;

    /** How refusals came. */
    public enum Pattern {
        /** Seconds of them, and then none. */
        BURST,
        /** Without a break of more than seconds, for ten seconds or more. */
        SUSTAINED,
        /** They began a moment ago and go on. */
        BEGINNING
    }

    private final HttpError error;
    private final List<Signal> records = new ArrayList<>();
    private final Map<FailureLevel, Signal> last = new EnumMap<>(FailureLevel.class);
    private final Map<FailureLevel, Counts> refused = new EnumMap<>(FailureLevel.class);
    private final Map<FailureLevel, Counts> asked = new EnumMap<>(FailureLevel.class);
    private final List<long[]> runs = new ArrayList<>();
    private int firstRun;
    private long endNanos;

    RefusalHistory(HttpError error) {
        this.error = error;
        for (FailureLevel level : FailureLevel.values()) {
            refused.put(level, new Counts());
            asked.put(level, new Counts());
        }
    }

    void add(Signal signal) {
        FailureLevel level = FailureLevel.ofId(Signal.lower(signal.v1()));
        Signal before = last.put(level, signal);
        int n = Signal.upper(signal.v2());
        if (n <= 0) {
            return;
        }
        // A record after none, or after one of none, tells of its own second, however long ago that was.
        long reach = before == null || Signal.upper(before.v2()) == 0 ? S : HOLD;
        long from = signal.atNanos() - Math.min(reach, Math.max(0, Signal.lower(signal.v2())) * MS);
        records.add(signal);
        counts(refused, level).add(from, signal.atNanos(), n);
        counts(asked, level).add(from, signal.atNanos(), Math.max(n, Signal.lower(signal.v3())));
        long[] run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (run == null || from - run[1] > PAUSE) {
            runs.add(new long[] {from, signal.atNanos()});
        } else {
            run[1] = Math.max(run[1], signal.atNanos());
        }
    }

    private static Counts counts(Map<FailureLevel, Counts> map, FailureLevel level) {
        Counts counts = map.get(level);
        return counts == null ? new Counts() : counts;
    }

    /** Finds where the last episode begins. */
    void examine(long end) {
        endNanos = end;
        for (Signal told : last.values()) {
            // While nothing changes nothing is told: only a record of 0 says that it is over.
            if (Signal.upper(told.v2()) > 0 && end - told.atNanos() <= HOLD) {
                runs.get(runs.size() - 1)[1] = end;
            }
        }
        firstRun = Math.max(0, runs.size() - 1);
        while (firstRun > 0 && runs.get(firstRun)[0] - runs.get(firstRun - 1)[1] <= EPISODE_GAP) {
            firstRun--;
        }
    }

    public HttpError error() {
        return error;
    }

    /** Records of refusals, ascending by time. */
    public List<Signal> records() {
        return records;
    }

    /** Whether nothing was ever refused so. */
    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** When the last episode began, nanoseconds since the origin: runs of refusals no further apart than a minute. */
    public long onset() {
        return runs.isEmpty() ? -1 : runs.get(firstRun)[0];
    }

    /** When something was refused last. */
    public long lastAt() {
        return runs.isEmpty() ? -1 : runs.get(runs.size() - 1)[1];
    }

    /** How many runs the last episode has. */
    public int runs() {
        return runs.size() - firstRun;
    }

    /** The longest run of the last episode, nanoseconds. */
    public long longestRun() {
        long longest = 0;
        for (int i = firstRun; i < runs.size(); i++) {
            longest = Math.max(longest, runs.get(i)[1] - runs.get(i)[0]);
        }
        return longest;
    }

    /** How the refusals of the last episode came. */
    public Pattern pattern() {
        if (longestRun() >= LASTING) {
            return Pattern.SUSTAINED;
        }
        return endNanos - lastAt() > PAUSE / 2 ? Pattern.BURST : Pattern.BEGINNING;
    }

    /** Whether refusals go on: they were seconds ago, or came in three bursts or more of which the last is no minute ago. */
    public boolean stands() {
        long quiet = endNanos - lastAt();
        boolean again = runs() >= 3 && quiet <= EPISODE_GAP;
        return !runs.isEmpty() && (again || quiet <= (longestRun() >= LASTING ? 2 * PAUSE : PAUSE));
    }

    /** How many of one level were refused between two moments. */
    public double count(FailureLevel level, long fromNanos, long toNanos) {
        return counts(refused, level).between(fromNanos, toNanos);
    }

    /** How many of all levels were refused between two moments. */
    public double count(long fromNanos, long toNanos) {
        double sum = 0;
        for (FailureLevel level : FailureLevel.values()) {
            sum += count(level, fromNanos, toNanos);
        }
        return sum;
    }

    /** How many of that level the answers held that refused some, refused or not. */
    public double asked(FailureLevel level, long fromNanos, long toNanos) {
        return counts(asked, level).between(fromNanos, toNanos);
    }

    /** The longest {@code Retry-After} of the last episode, nanoseconds; 0 where none was sent. */
    public long retryAfter() {
        long longest = 0;
        for (Signal record : records) {
            longest = Math.max(longest, record.atNanos() >= onset() ? record.durationNanos() : 0);
        }
        return longest;
    }

    /** HTTP status of the last answer that held one. */
    public int status() {
        return records.isEmpty()
                ? 0
                : Signal.upper(records.get(records.size() - 1).v3());
    }
}
