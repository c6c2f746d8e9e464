package dev.firstfault.diagnosis.onset;

import java.util.ArrayList;
import java.util.List;

/** How long the statements of one target take now, beside what they took before: together and shape by shape. */
public final class ServiceTimes {

    /** One shape before and after a moment, milliseconds; NaN where not known. */
    public static final class Change {

        private final ShapeHistory shape;
        private final double before;
        private final double after;
        private final double longestBefore;
        private final double longestAfter;

        Change(ShapeHistory shape, double before, double after, double longestBefore, double longestAfter) {
            this.shape = shape;
            this.before = before;
            this.after = after;
            this.longestBefore = longestBefore;
            this.longestAfter = longestAfter;
        }

        public ShapeHistory shape() {
            return shape;
        }

        public double before() {
            return before;
        }

        public double after() {
            return after;
        }

        /** Whether it was executed on both sides. */
        public boolean known() {
            return !Double.isNaN(before) && !Double.isNaN(after);
        }

        /** Whether it takes this many times what it took, and so many milliseconds more. */
        public boolean slower(double ratio, double millis) {
            return known() && after >= ratio * before && after - before >= millis;
        }

        /**
         * Whether some of its executions are held up about as long as those of another shape, and were not before: a server
         * that stands still now and then delays whatever comes first, and lets the rest pass at once.
         */
        public boolean heldUpAs(Change other) {
            return known()
                    && longestAfter >= 0.5 * other.longestAfter
                    && longestAfter >= 5 * longestBefore
                    && longestAfter - longestBefore >= 50;
        }

        /** Whether it takes no more than half as much again as it took, or hardly more. */
        public boolean steady() {
            return known() && (after <= 1.5 * before || after - before < 3);
        }
    }

    private static final long S = 1_000_000_000L;

    private final StatementHistory statements;
    private final long end;
    private final Shift mean;
    private final Shift load;
    private final Shift perCheckout;

    private ServiceTimes(StatementHistory statements, long end) {
        this.statements = statements;
        this.end = end;
        mean = Shift.of(statements.mean(), end, 5);
        load = Shift.of(statements.ended(), end, 2);
        perCheckout = Shift.of(statements.checkouts().perCheckout(), end, 3);
    }

    /** The times of a target's statements up to a moment. */
    public static ServiceTimes of(StatementHistory statements, long endNanos) {
        return new ServiceTimes(statements, endNanos);
    }

    /** The mean duration of all statements, milliseconds. */
    public Shift mean() {
        return mean;
    }

    /** Statements per second. */
    public Shift load() {
        return load;
    }

    /** Statements per checkout. */
    public Shift perCheckout() {
        return perCheckout;
    }

    /** Every shape that was executed since a moment, before and after it. */
    public List<Change> around(long nanos) {
        List<Change> changes = new ArrayList<>();
        for (ShapeHistory shape : statements.shapes()) {
            Series times = shape.mean();
            double after = times.median(nanos, end);
            if (!Double.isNaN(after) && shape.inUseSince(nanos - S)) {
                // Nothing of the record that the change falls into.
                double before = times.median(0, Math.max(0, nanos - 5 * S));
                changes.add(new Change(
                        shape,
                        before,
                        after,
                        shape.longest().quantile(0.9, 0, Math.max(0, nanos - 5 * S)),
                        shape.longest().median(nanos, end)));
            }
        }
        return changes;
    }

    /** Statements that end, at the median of the last ten seconds of the record; 0 where none was ever seen. */
    public double endedPerSecond() {
        long until = statements.ended().knownUntil(end);
        double rate = statements.ended().median(Math.max(0, until - 10 * S), until);
        return Double.isNaN(rate) ? 0 : rate;
    }
}
