package dev.firstfault.collectors.jvm;

import static dev.firstfault.signals.FrameField.CGROUP_LIMIT;
import static dev.firstfault.signals.FrameField.CGROUP_LIMIT_HITS;
import static dev.firstfault.signals.FrameField.GC_DEBT_MILLIS;
import static dev.firstfault.signals.FrameField.HEAP_AFTER_GC;
import static dev.firstfault.signals.FrameField.HEAP_USED;
import static dev.firstfault.signals.FrameField.RSS;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;

/**
 * How often to sample: 20 times a second in the first two minutes and while something looks wrong, else once; and in the
 * first seconds 100 times, while something failed or the heap fills.
 *
 * <p>A process that dies of its first retries lives one to two seconds, and the heap fills in the last few hundred
 * milliseconds of them: a second between two samples is blind for it. Whether it fills attempt by attempt, a tenth of a
 * second apart, is seen by samples in between only.
 */
final class Pace {

    static final long BRISK_NANOS = 50_000_000L;
    static final long RAPID_NANOS = 10_000_000L;
    static final long CALM_NANOS = 1_000_000_000L;
    private static final long START_NANOS = 120_000_000_000L;
    private static final long YOUNG_NANOS = 15_000_000_000L;
    /** So that a level that swings around its limit does not switch the pace with every sample. */
    private static final long LEVEL_NANOS = 10_000_000_000L;

    private static final long HEAP_PERCENT = 80;
    private static final long FILLING_PERCENT = 30;
    private static final long RSS_PERCENT = 90;

    private final long maxHeap;
    private final long briskUntilAtLeast;
    private final long youngUntil;
    private volatile long suspectUntil = Long.MIN_VALUE;
    private long levelUntil = Long.MIN_VALUE;
    private long lastDebt;
    private long lastLimitHits = Frame.UNKNOWN;

    Pace(long startNanos, long maxHeap) {
        this.maxHeap = maxHeap;
        briskUntilAtLeast = startNanos + START_NANOS;
        youngUntil = startNanos + YOUNG_NANOS;
    }

    /**
     * Something failed: sample briskly until then. Any thread; of two callers at once one may be forgotten.
     *
     * @return whether that is faster than before
     */
    boolean suspect(long nowNanos, long untilNanos) {
        boolean faster = !brisk(nowNanos) || (nowNanos < youngUntil && nowNanos >= suspectUntil);
        if (untilNanos > suspectUntil) {
            suspectUntil = untilNanos;
        }
        return faster;
    }

    boolean brisk(long atNanos) {
        return atNanos < briskUntilAtLeast || atNanos < suspectUntil || atNanos < levelUntil;
    }

    /** The time to the sample after this one. Sampler's thread only. */
    long nanosAfter(Frame frame) {
        if (levelsAreBad(frame)) {
            levelUntil = frame.atNanos() + LEVEL_NANOS;
        }
        long at = frame.atNanos();
        if (at < youngUntil && (at < suspectUntil || above(FILLING_PERCENT, frame, HEAP_USED, maxHeap))) {
            return RAPID_NANOS;
        }
        return brisk(at) ? BRISK_NANOS : CALM_NANOS;
    }

    private boolean levelsAreBad(Frame frame) {
        long debt = frame.get(GC_DEBT_MILLIS);
        boolean debtGrew = debt > lastDebt;
        lastDebt = debt;

        long hits = frame.get(CGROUP_LIMIT_HITS);
        boolean limitHit = lastLimitHits != Frame.UNKNOWN && hits > lastLimitHits;
        lastLimitHits = hits;

        return debtGrew
                || limitHit
                || above(HEAP_PERCENT, frame, HEAP_AFTER_GC, maxHeap)
                // Not the group's own count: it holds page cache too, and stands at the limit for ever.
                || above(RSS_PERCENT, frame, RSS, frame.get(CGROUP_LIMIT));
    }

    private static boolean above(long percent, Frame frame, FrameField field, long limit) {
        return frame.has(field) && limit > 0 && frame.get(field) / percent >= limit / 100;
    }
}
