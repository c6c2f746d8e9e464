package dev.firstfault.diagnosis.fleet;

import dev.firstfault.diagnosis.verdict.Words;
import org.jspecify.annotations.Nullable;

/** In which way the load of one process troubles others on the same server. */
enum Pressure {
    /** More statements, and those of all take longer. */
    STATEMENTS {
        @Override
        @Nullable
        Rise load(TargetLoad load) {
            return load.statements();
        }

        @Override
        long troubleMillis(TargetLoad load) {
            Rise slowdown = load.slowdown();
            return slowdown == null ? -1 : slowdown.onsetMillis();
        }

        @Override
        double usual(TargetLoad load) {
            Rise rise = load.statements();
            return rise == null ? load.rate() : rise.before();
        }

        @Override
        String words(Rise rise) {
            return "executed " + Words.rate(rise.now()) + " statements a second instead of "
                    + Words.rate(rise.before());
        }

        @Override
        String trouble() {
            return "statements took longer";
        }
    },
    /** More connections, and others are refused theirs. */
    CONNECTIONS {
        @Override
        @Nullable
        Rise load(TargetLoad load) {
            return load.connections();
        }

        @Override
        long troubleMillis(TargetLoad load) {
            return load.refusedMillis();
        }

        @Override
        double usual(TargetLoad load) {
            Rise rise = load.connections();
            return rise == null ? 0 : rise.before();
        }

        @Override
        String words(Rise rise) {
            return "held " + Words.count(Math.round(rise.now()), "connection") + " instead of "
                    + Math.round(rise.before());
        }

        @Override
        String trouble() {
            return "connects failed";
        }
    };

    /** What became more, or null. */
    abstract @Nullable Rise load(TargetLoad load);

    /** When the trouble began, milliseconds since the epoch; -1 where there is none. */
    abstract long troubleMillis(TargetLoad load);

    /** The load as it was before, in the unit of the rise. */
    abstract double usual(TargetLoad load);

    /** What the process did, without a full stop. */
    abstract String words(Rise rise);

    /** What the others suffered. */
    abstract String trouble();
}
