package dev.firstfault.diagnosis.onset;

/**
 * How a level of now compares with the same process's own past: since when it stands higher, and what it was before.
 *
 * <p>Medians on both sides, so that a hiccup is no shift; the past is what lies before the last run of high values.
 */
public final class Shift {

    private static final long S = 1_000_000_000L;

    /** What is now: the last seconds of which anything is known. */
    private static final long NOW = 10 * S;

    /** A run of high values ends where low ones hold for as long. */
    private static final long PAUSE = 4 * S;

    /** Less of a past than this is none. */
    private static final long SHORT_PAST = 5 * S;

    private final long onset;
    private final double before;
    private final double now;
    private final long pastNanos;

    private Shift(long onset, double before, double now, long pastNanos) {
        this.onset = onset;
        this.before = before;
        this.now = now;
        this.pastNanos = pastNanos;
    }

    /**
     * Compares the last ten seconds before {@code endNanos} with what was before they began to be so.
     *
     * @param least differences below this are none, whatever their ratio
     */
    public static Shift of(Series series, long endNanos, double least) {
        long until = series.knownUntil(endNanos);
        double now = series.median(Math.max(0, until - NOW), until);
        if (Double.isNaN(now)) {
            return new Shift(0, Double.NaN, Double.NaN, 0);
        }
        double low = series.quantile(0.05, 0, until);
        double bar = Math.max(Math.sqrt(Math.max(low, least / 10) * now), low + least / 2);
        if (now <= bar) {
            return new Shift(until, now, now, series.known(0, until));
        }
        long onset = until;
        long below = 0;
        for (int i = series.size() - 1; i >= 0; i--) {
            if (series.at(i) > until) {
                continue;
            }
            if (series.value(i) > bar) {
                onset = series.at(i);
                below = 0;
            } else {
                below += series.held(i, until);
                if (below >= PAUSE) {
                    break;
                }
            }
        }
        long past = series.known(0, onset);
        double before = past >= SHORT_PAST || series.indexAt(onset) >= 5 ? series.median(0, onset) : Double.NaN;
        return new Shift(onset, before, now, past);
    }

    /** Since when it stands as high as now, nanoseconds since the origin. */
    public long onset() {
        return onset;
    }

    /** The median before; NaN where there is no past to compare with. */
    public double before() {
        return before;
    }

    /** The median of the last seconds; NaN where nothing is known. */
    public double now() {
        return now;
    }

    /** How long the past was, nanoseconds. */
    public long pastNanos() {
        return pastNanos;
    }

    /** Whether there is a past to compare with. */
    public boolean hasPast() {
        return !Double.isNaN(before);
    }

    /** Whether it rose by this ratio and by this amount. */
    public boolean rose(double ratio, double amount) {
        return hasPast() && now >= ratio * before && now - before >= amount;
    }

    /** How many times what it was; 1 where there is no past, or now is nothing. */
    public double ratio() {
        return hasPast() && before > 0 ? now / before : hasPast() && now > 0 ? Double.POSITIVE_INFINITY : 1;
    }
}
