package dev.firstfault.exporters.report.picture;

/** The stretch of time that a picture shows, nanoseconds since the origin. Immutable. */
final class Window {

    private static final long S = 1_000_000_000L;

    /** What came before is shown for as long at least: what was usual can be seen. */
    private static final long LEAST_BEFORE = 30 * S;

    /** What is shown of a process in which nothing went wrong. */
    private static final long RECENT = 900 * S;

    private final long fromNanos;
    private final long toNanos;

    private Window(long fromNanos, long toNanos) {
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
    }

    /** From what was usual before the onset to the end; all of a life that is not much longer. */
    static Window around(long onsetNanos, long endNanos) {
        long after = Math.max(S / 2, endNanos - onsetNanos);
        return from(onsetNanos - Math.max(LEAST_BEFORE, after * 2 / 3), endNanos);
    }

    /** The last quarter of an hour; all of a life that is not much longer. */
    static Window recent(long endNanos) {
        return from(endNanos - RECENT, endNanos);
    }

    private static Window from(long fromNanos, long endNanos) {
        long end = Math.max(endNanos, S / 10);
        long from = fromNanos < (end - fromNanos) / 2 ? 0 : fromNanos;
        return new Window(from, end + (end - from) / 50);
    }

    long fromNanos() {
        return fromNanos;
    }

    long toNanos() {
        return toNanos;
    }

    long nanos() {
        return toNanos - fromNanos;
    }

    boolean holds(long nanos) {
        return nanos >= fromNanos && nanos <= toNanos;
    }
}
