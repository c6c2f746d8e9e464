package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements of one JDBC target over time. */
public final class StatementHistory {

    private static final long S = 1_000_000_000L;

    /** {@link SignalKind#STATEMENTS} is left out for as long at most. */
    private static final long HOLD = 11 * S;

    private final String target;
    private final Series ended = new Series(HOLD);
    private final Series failed = new Series(HOLD);
    private final Series mean = new Series(HOLD);
    private final Series longest = new Series(HOLD);
    private final Series inFlight = new Series(HOLD);
    private final Series oldest = new Series(HOLD);
    private final Series outliers = new Series(HOLD);
    private final Map<String, ShapeHistory> shapes = new LinkedHashMap<>();
    private final FailureHistory failures = new FailureHistory();
    private final CheckoutHistory checkouts = new CheckoutHistory();
    private final List<Signal> pending = new ArrayList<>();

    private StatementHistory(String target) {
        this.target = target;
    }

    /** One history for each target, in order of the first statement. */
    public static List<StatementHistory> of(Timeline timeline) {
        Map<String, StatementHistory> byTarget = new LinkedHashMap<>();
        for (Signal signal : timeline.signals()) {
            switch (signal.kind()) {
                case STATEMENTS:
                case STATEMENT_FAILED:
                case STATEMENT_PENDING:
                case CHECKOUTS:
                    history(byTarget, signal.resource()).add(signal);
                    break;
                case STATEMENT_SHAPE:
                    history(byTarget, timeline.resource(Signal.upper(signal.v3())))
                            .addShape(signal);
                    break;
                default:
                    break;
            }
        }
        return new ArrayList<>(byTarget.values());
    }

    private static StatementHistory history(
            Map<String, StatementHistory> byTarget, @org.jspecify.annotations.Nullable Resource target) {
        String name = target == null ? "" : target.name();
        StatementHistory history = byTarget.get(name);
        if (history == null) {
            history = new StatementHistory(name);
            byTarget.put(name, history);
        }
        return history;
    }

    private void add(Signal signal) {
        switch (signal.kind()) {
            case STATEMENTS:
                addSecond(signal);
                break;
            case STATEMENT_FAILED:
                failures.add(signal);
                break;
            case STATEMENT_PENDING:
                pending.add(signal);
                break;
            default:
                checkouts.add(signal);
                break;
        }
    }

    private void addSecond(Signal signal) {
        long from = signal.atNanos() - S;
        int count = Signal.upper(signal.v1());
        ended.add(from, count);
        failed.add(from, Signal.lower(signal.v1()));
        if (count > 0) {
            mean.add(from, Signal.upper(signal.v2()) / (double) count);
            longest.add(from, signal.durationNanos() / 1e6);
        }
        inFlight.add(from, Signal.lower(signal.v2()));
        oldest.add(from, Signal.upper(signal.v3()));
        outliers.add(from, Signal.lower(signal.v3()));
    }

    private void addShape(Signal signal) {
        Resource shape = signal.resource();
        String text = shape == null || shape.kind() != ResourceKind.STATEMENT ? "" : shape.name();
        ShapeHistory history = shapes.get(text);
        if (history == null) {
            history = new ShapeHistory(text);
            shapes.put(text, history);
        }
        history.add(signal);
    }

    /** The JDBC target; empty where it is not known. */
    public String target() {
        return target;
    }

    /** Statements that ended per second. */
    public Series ended() {
        return ended;
    }

    /** Of them failed. */
    public Series failed() {
        return failed;
    }

    /** Mean duration of those that ended in each second, milliseconds. */
    public Series mean() {
        return mean;
    }

    /** Longest duration of those that ended in each second, milliseconds. */
    public Series longest() {
        return longest;
    }

    /** Statements in flight at the end of each second. */
    public Series inFlight() {
        return inFlight;
    }

    /** Age of the oldest in flight at the end of each second, milliseconds. */
    public Series oldest() {
        return oldest;
    }

    /** Statements per second that took more than ten times, and 100 ms above, what their shape usually takes. */
    public Series outliers() {
        return outliers;
    }

    /** The shapes that took the most time, in order of appearance. */
    public Collection<ShapeHistory> shapes() {
        return shapes.values();
    }

    /** Statements that failed. */
    public FailureHistory failures() {
        return failures;
    }

    /** What was executed within checkouts. */
    public CheckoutHistory checkouts() {
        return checkouts;
    }

    /** Reports of statements that ran for long, ascending by time. */
    public List<Signal> pending() {
        return pending;
    }
}
