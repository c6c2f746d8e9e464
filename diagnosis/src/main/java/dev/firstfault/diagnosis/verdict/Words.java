package dev.firstfault.diagnosis.verdict;

/** Numbers as people say them. */
public final class Words {

    private static final long MS = 1_000_000L;

    private Words() {}

    /** A span of time: {@code 350 ms}, {@code 1.2 s}, {@code 58 s}, {@code 12 min}, {@code 5 h}. */
    public static String span(long nanos) {
        long millis = Math.max(0, nanos) / MS;
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 10_000) {
            return millis / 1000 + "." + millis % 1000 / 100 + " s";
        }
        if (millis < 180_000) {
            return millis / 1000 + " s";
        }
        return millis < 3 * 3_600_000L ? millis / 60_000 + " min" : millis / 3_600_000L + " h";
    }

    /** An amount of memory: {@code 640 KB}, {@code 3.2 MB}, {@code 512 MB}, {@code 12 GB}. */
    public static String bytes(long bytes) {
        long kb = Math.max(0, bytes) >> 10;
        if (kb < 1024) {
            return kb + " KB";
        }
        if (kb < 10 * 1024) {
            return kb / 1024 + "." + kb % 1024 * 10 / 1024 + " MB";
        }
        return kb < 10L * 1024 * 1024 ? kb / 1024 + " MB" : kb / (1024 * 1024) + " GB";
    }

    /** A share: {@code 97 %}. */
    public static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    /** A rate, a second: {@code 0.4}, {@code 3.2}, {@code 160}. */
    public static String rate(double perSecond) {
        return perSecond < 10
                ? Math.round(perSecond * 10) / 10 + "." + Math.round(perSecond * 10) % 10
                : String.valueOf(Math.round(perSecond));
    }

    /** A count with its noun: {@code 1 connection}, {@code 3 connections}. */
    public static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
