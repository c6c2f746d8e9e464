package dev.firstfault.diagnosis.onset;

import java.util.Arrays;

/**
 * A robust straight line through points: Theil–Sen slope, its 95 % interval (Sen 1968) and Kendall's tau. One wild point
 * in four does not move it.
 */
public final class Slope {

    /** Points beyond this are thinned out evenly; the pairs grow with the square. */
    private static final int MAX_POINTS = 120;

    private static final Slope NONE = new Slope(0, 0, 0, 0, 0);

    private final int points;
    private final double perSecond;
    private final double low;
    private final double high;
    private final double tau;

    private Slope(int points, double perSecond, double low, double high, double tau) {
        this.points = points;
        this.perSecond = perSecond;
        this.low = low;
        this.high = high;
        this.tau = tau;
    }

    /** The line through {@code values} over {@code atNanos}, from index {@code from} to before {@code to}. */
    public static Slope of(long[] atNanos, long[] values, int from, int to) {
        int n = Math.min(to - from, MAX_POINTS);
        if (n < 3) {
            return NONE;
        }
        int[] pick = new int[n];
        for (int i = 0; i < n; i++) {
            pick[i] = from + (int) ((long) i * (to - from - 1) / (n - 1));
        }
        double[] slopes = new double[n * (n - 1) / 2];
        int pairs = 0;
        long concordant = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                long dt = atNanos[pick[j]] - atNanos[pick[i]];
                if (dt > 0) {
                    long dv = values[pick[j]] - values[pick[i]];
                    concordant += Long.signum(dv);
                    slopes[pairs++] = dv * 1e9 / dt;
                }
            }
        }
        if (pairs < 3) {
            return NONE;
        }
        Arrays.sort(slopes, 0, pairs);
        // Half width in ranks: 1.96 standard deviations of Kendall's S.
        double spread = 1.96 * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
        int lowRank = (int) Math.max(0, Math.floor((pairs - spread) / 2));
        int highRank = (int) Math.min(pairs - 1, Math.ceil((pairs + spread) / 2));
        return new Slope(n, slopes[pairs / 2], slopes[lowRank], slopes[highRank], (double) concordant / pairs);
    }

    public int points() {
        return points;
    }

    /** The slope, units per second. */
    public double perSecond() {
        return perSecond;
    }

    /** Lower end of the 95 % interval. */
    public double low() {
        return low;
    }

    /** Upper end of the 95 % interval. */
    public double high() {
        return high;
    }

    /** Kendall's tau: 1 where every later point is higher, 0 where order says nothing. */
    public double tau() {
        return tau;
    }

    /** Whether the values rise, and not by chance. */
    public boolean rises() {
        return points >= 4 && low > 0 && tau > 0.5;
    }
}
