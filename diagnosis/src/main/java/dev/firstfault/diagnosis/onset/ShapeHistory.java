package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import java.util.Locale;

/** One shape of statements over time, while it was among those that took the most time. */
public final class ShapeHistory {

    private static final long S = 1_000_000_000L;

    /** A record is about as long before it. */
    private static final long WINDOW = 5 * S;

    /** Such records are left out for as long at most. */
    private static final long HOLD = 66 * S;

    /** Where so many executions in a window become none, that is recorded. */
    private static final int CHANCE = 5;

    /** A shape with as many records is not one of the start alone. */
    private static final int STEADY = 3;

    private final String text;
    private final Series ended = new Series(HOLD);
    private final Series failed = new Series(HOLD);
    private final Series mean = new Series(HOLD);
    private final Series longest = new Series(HOLD);
    private final Series rows = new Series(HOLD);
    private final Series usual = new Series(HOLD);

    ShapeHistory(String text) {
        this.text = text;
    }

    void add(Signal signal) {
        long from = signal.atNanos() - WINDOW;
        int count = Signal.upper(signal.v1());
        ended.add(from, count / (WINDOW / 1e9));
        failed.add(from, Signal.lower(signal.v1()) / (WINDOW / 1e9));
        if (count > 0) {
            mean.add(from, Signal.upper(signal.v2()) / (double) count);
            longest.add(from, signal.durationNanos() / 1e6);
            usual.add(from, Signal.lower(signal.v3()) / 1e3);
        }
        rows.add(from, Signal.lower(signal.v2()));
    }

    /** Whether it reads and nothing else, locks included: what waits for other transactions in no database of today. */
    public boolean readsOnly() {
        return readsOnly(text);
    }

    /** The same of any statement. */
    public static boolean readsOnly(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return (lower.startsWith("select") || lower.startsWith("with") || lower.startsWith("show"))
                && !lower.contains("for update")
                && !lower.contains("for share")
                && !lower.contains("lock in share mode");
    }

    /** The statement without its literals; empty where it is not known. */
    public String text() {
        return text;
    }

    /** Executions that were recorded one by one since a moment, without those of records left out. */
    public long executionsSince(long nanos) {
        double count = 0;
        for (int i = ended.indexAt(nanos); i < ended.size(); i++) {
            count += ended.value(i) * (WINDOW / 1e9);
        }
        return Math.round(count);
    }

    /** Whether it was executed since a moment: by a record, or because it is executed all the time and nothing changed. */
    public boolean inUseSince(long nanos) {
        double rate = ended.valueAt(nanos);
        boolean often = rate * (WINDOW / 1e9) > CHANCE;
        return executionsSince(nanos) >= 1 || often || (rate > 0 && mean.indexAt(nanos) >= STEADY);
    }

    /** Executions that ended per second. */
    public Series ended() {
        return ended;
    }

    /** Of them failed. */
    public Series failed() {
        return failed;
    }

    /** Mean duration, milliseconds. */
    public Series mean() {
        return mean;
    }

    /** Longest duration, milliseconds. */
    public Series longest() {
        return longest;
    }

    /** Most rows that one execution returned. */
    public Series rows() {
        return rows;
    }

    /** What the collector took as its usual time then, milliseconds; 0 while it did not know. */
    public Series usual() {
        return usual;
    }
}
