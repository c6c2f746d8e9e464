package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.FailureLevel;

/**
 * What a longer queue inside a server would do about the refusals of an episode, by the server's own numbers.
 *
 * <p>A task that finds the queue full is refused. Had the queue been longer by all that were refused, it would have taken
 * them, and the last would have waited for as long as the server takes for a whole queue; it works at the same pace either
 * way.
 */
public final class QueueEstimate {

    private static final long S = 1_000_000_000L;

    /** What became of bulks is told after as long at the latest. */
    private static final long TOLD = 11 * S;

    /** How far the number of refused tasks may be relied on. */
    public enum Trust {
        /** Each refusal was a task's. */
        COUNTED,
        /** Documents were refused, and how many of them are in a task was reckoned from those that were taken. */
        RECKONED,
        /** Documents were refused: there cannot have been more tasks. */
        BOUND
    }

    private final int capacity;
    private final int threads;
    private final double perSecond;
    private final double refusedTasks;
    private final double refusedPerSecond;
    private final Trust trust;

    private QueueEstimate(
            int capacity, int threads, double perSecond, double refusedTasks, double refusedPerSecond, Trust trust) {
        this.capacity = capacity;
        this.threads = threads;
        this.perSecond = perSecond;
        this.refusedTasks = refusedTasks;
        this.refusedPerSecond = refusedPerSecond;
        this.trust = trust;
    }

    /** The estimate for the last episode of refusals by a target. */
    public static QueueEstimate of(HttpHistory http, RefusalHistory refusals, ServerQueue queue) {
        long from = refusals.onset();
        long to = refusals.lastAt();
        double items = refusals.count(FailureLevel.ITEM, from, to);
        double requests = refusals.count(from, to) - items;
        double perSecond = queue.perSecond(from, to);
        double seconds = Math.max(1, (to - from) / 1e9);
        double hits = hits(http.bulks(), requests, from, to);
        double perTask = itemsPerTask(http.bulks(), refusals, queue);
        boolean single = items <= 1.1 * firstHits(http.bulks(), requests, from, to);
        boolean known = !Double.isNaN(perTask);
        double tasks = single || !known ? items : items / perTask;
        double all = requests + Math.min(items, Math.max(hits, tasks));
        return new QueueEstimate(
                queue.capacity(),
                queue.threads(),
                perSecond,
                all,
                all / seconds,
                single ? Trust.COUNTED : known ? Trust.RECKONED : Trust.BOUND);
    }

    /** Attempts that were refused in part: first ones, and those that repeated one, which may have been taken. */
    private static double hits(BulkHistory bulks, double requests, long from, long to) {
        return Math.max(
                0, firstHits(bulks, requests, from, to) + bulks.repeats().between(from, to));
    }

    /** First attempts that were refused in part; what is told of them may reach back to before the episode. */
    private static double firstHits(BulkHistory bulks, double requests, long from, long to) {
        return bulks.brought().between(from - TOLD, to + S) - bulks.whole().between(from - TOLD, to + S) - requests;
    }

    /**
     * Documents in a task, which is all of a bulk that go to one shard: those taken while the server told of its tasks, over the
     * tasks that it completed meanwhile. Taken are those beside refused ones, and those of bulks taken whole, which are as large
     * as the others. NaN where that is not known.
     */
    private static double itemsPerTask(BulkHistory bulks, RefusalHistory refusals, ServerQueue queue) {
        long[] span = queue.span(refusals.onset(), refusals.lastAt());
        if (span == null) {
            return Double.NaN;
        }
        long from = span[0];
        long to = span[1];
        double asked = refusals.asked(FailureLevel.ITEM, from, to);
        double hits = hits(bulks, refusals.count(from, to) - refusals.count(FailureLevel.ITEM, from, to), from, to);
        double whole = hits > 0 ? bulks.whole().between(from, to) * asked / hits : 0;
        double taken = asked - refusals.count(FailureLevel.ITEM, from, to) + whole;
        double done = queue.perSecond(from, to) * (to - from) / 1e9;
        return taken >= 1 && done >= 1 ? Math.max(1, taken / done) : Double.NaN;
    }

    /** The capacity of the queue, -1 where not known. */
    public int capacity() {
        return capacity;
    }

    /** The threads that work it off, -1 where not known. */
    public int threads() {
        return threads;
    }

    /** Tasks that the server completes a second; NaN where not known. */
    public double perSecond() {
        return perSecond;
    }

    /** Tasks refused in the episode, as far as {@link #trust} says. */
    public double refusedTasks() {
        return refusedTasks;
    }

    /** Tasks refused a second. */
    public double refusedPerSecond() {
        return refusedPerSecond;
    }

    public Trust trust() {
        return trust;
    }

    /** The capacity that would have taken all tasks of the episode; NaN where the capacity is not known. */
    public double neededCapacity() {
        return capacity < 0 ? Double.NaN : capacity + refusedTasks;
    }

    /** How long the last task of a full queue of this capacity waits, nanoseconds; -1 where not known. */
    public long waitNanos(double tasks) {
        return perSecond > 0 && !Double.isNaN(tasks) ? Math.round(tasks / perSecond * 1e9) : -1;
    }

    /** How long a queue that is so much longer would have put off the first refusal, where they go on; -1 where not known. */
    public long putsOffNanos(double longerBy) {
        return refusedPerSecond > 0 ? Math.round(longerBy / refusedPerSecond * 1e9) : -1;
    }
}
