package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import dev.firstfault.signals.StatementFailure;
import java.util.ArrayList;
import java.util.List;

/** The statements of one target that failed. */
public final class FailureHistory {

    private final List<Signal> all = new ArrayList<>();

    void add(Signal signal) {
        all.add(signal);
    }

    /** All of them, ascending by time; a record may stand for several. */
    public List<Signal> all() {
        return all;
    }

    /** Those of these reasons, ascending by time. */
    public List<Signal> of(StatementFailure... reasons) {
        List<Signal> some = new ArrayList<>();
        for (Signal signal : all) {
            StatementFailure reason = reason(signal);
            for (StatementFailure wanted : reasons) {
                if (reason == wanted) {
                    some.add(signal);
                }
            }
        }
        return some;
    }

    /** How many statements these records stand for. */
    public static int count(List<Signal> signals) {
        int count = 0;
        for (Signal signal : signals) {
            count += signal.count();
        }
        return count;
    }

    public static StatementFailure reason(Signal signal) {
        return StatementFailure.ofId(signal.v1());
    }

    /** The time limit that the statement had, milliseconds; 0 where none was set. */
    public static int limitMillis(Signal signal) {
        return Signal.lower(signal.v2());
    }

    /** Whether it had a time limit, and failed when that had passed: for want of time, whatever its exception says. */
    public static boolean pastLimit(Signal signal) {
        return limitMillis(signal) > 0 && signal.durationNanos() / 1e6 >= 0.9 * limitMillis(signal);
    }

    /** How long its connection had been idle before, milliseconds. */
    public static int idleMillis(Signal signal) {
        return Signal.lower(signal.v3());
    }
}
