package dev.firstfault.exporters.report.picture;

import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.Pools;
import dev.firstfault.diagnosis.onset.Series;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.Timeline;
import org.jspecify.annotations.Nullable;

/** What rows are made from: the histories of one process, and which of several pools, executors, databases matters. */
final class Sources {

    private final Timeline timeline;
    private final Window window;
    private final String subject;
    private final HeapHistory heap;

    Sources(Timeline timeline, Verdict verdict, Window window) {
        this.timeline = timeline;
        this.window = window;
        Fault fault = verdict.firstFault();
        String target = fault == null ? "" : fault.target();
        subject = target.isEmpty() && !verdict.hypotheses().isEmpty()
                ? verdict.hypotheses().get(0).target()
                : target;
        heap = HeapHistory.of(timeline);
    }

    Timeline timeline() {
        return timeline;
    }

    Window window() {
        return window;
    }

    HeapHistory heap() {
        return heap;
    }

    /** The database that the verdict is about, else the one that connects fail to, else the first; or null. */
    @Nullable
    ConnectHistory connects() {
        ConnectHistory best = null;
        for (ConnectHistory history : ConnectHistory.of(timeline)) {
            boolean more = best == null || history.failures() > best.failures();
            best = isSubject(history.target()) || (more && !isSubject(best)) ? history : best;
        }
        return best;
    }

    private boolean isSubject(@Nullable ConnectHistory history) {
        return history != null && isSubject(history.target());
    }

    /** The pool that the verdict is about, or of its database the one that most threads wait for; or null. */
    @Nullable
    PoolHistory pool() {
        Pools pools = Pools.of(timeline);
        PoolHistory best = null;
        double bestWeight = -1;
        for (PoolHistory pool : pools.all()) {
            double weight = sum(pool.pending()) * 1000 + sum(pool.active());
            weight += isSubject(pool.name()) ? 1e15 : isSubject(pool.target()) ? 1e12 : 0;
            if (weight > bestWeight) {
                best = pool;
                bestWeight = weight;
            }
        }
        return best;
    }

    /** The statements of the database that the verdict is about, else those that took the most time; or null. */
    @Nullable
    StatementHistory statements() {
        StatementHistory best = null;
        double bestWeight = -1;
        for (StatementHistory statements : StatementHistory.of(timeline)) {
            double weight = sum(statements.ended()) + (isSubject(statements.target()) ? 1e12 : 0);
            if (weight > bestWeight) {
                best = statements;
                bestWeight = weight;
            }
        }
        return best;
    }

    /** The executor that the verdict is about, else the one that turns most away, else the busiest; or null. */
    @Nullable
    ExecutorHistory executor() {
        ExecutorHistory best = null;
        double bestWeight = 0; // one that never worked tells nothing
        for (ExecutorHistory executor : ExecutorHistory.of(timeline)) {
            double refused = executor.refusedSince(window.fromNanos());
            double weight = refused * 1000 + sum(executor.active());
            weight += isSubject(executor.name()) ? 1e15 : 0;
            if (weight > bestWeight) {
                best = executor;
                bestWeight = weight;
            }
        }
        return best;
    }

    private boolean isSubject(String name) {
        return !subject.isEmpty() && subject.equals(name);
    }

    private double sum(Series series) {
        return series.sum(window.fromNanos(), window.toNanos());
    }

    /** A series as a curve: each value holds until the next, or until it is no longer known. */
    Curve curve(Series series, String name, Form form, Tone tone) {
        Curve curve = new Curve(name, form, tone);
        long end = timeline.endNanos();
        for (int i = 0; i < series.size(); i++) {
            long until = series.at(i) + series.held(i, end);
            curve.add(series.at(i), series.value(i));
            if (until > series.at(i)) {
                curve.add(until, series.value(i));
            }
            if (i + 1 < series.size() && series.at(i + 1) > until) {
                curve.add(until, Double.NaN);
            }
        }
        return curve;
    }
}
