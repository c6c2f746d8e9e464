package dev.firstfault.collectors;

/** When something that goes on is worth telling again: after 1, 2, 5, 10, 20, 50, 100, ... seconds. */
public final class AgeSteps {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private AgeSteps() {}

    /** The last step that this age has reached, nanoseconds; 0 before the first. */
    public static long reached(long ageNanos) {
        long step = SECOND_NANOS;
        if (ageNanos < step) {
            return 0;
        }
        while (ageNanos / 10 >= step) {
            step *= 10;
        }
        return ageNanos / 5 >= step ? 5 * step : ageNanos / 2 >= step ? 2 * step : step;
    }
}
