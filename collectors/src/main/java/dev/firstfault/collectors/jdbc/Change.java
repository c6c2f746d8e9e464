package dev.firstfault.collectors.jdbc;

/** What is worth a record of what is looked at again and again, and how it is packed. */
public final class Change {

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private Change() {}

    /** Whether {@code now} differs from {@code before} by more than a quarter, and by more than chance alone would. */
    public static boolean isWorthARecord(long before, long now, long chance) {
        long difference = Math.abs(now - before);
        return difference > chance && difference * 4 > Math.max(before, now);
    }

    /** Whole milliseconds, as many as fit into half a value. */
    public static int millis(long nanos) {
        return bounded(nanos / NANOS_PER_MILLI);
    }

    /** The number, or the nearest that fits into half a value. */
    public static int bounded(long number) {
        return (int) Math.max(0, Math.min(number, Integer.MAX_VALUE));
    }
}
