package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ShapeHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Statements wait for a peer that has gone silent, with no limit to the wait. */
final class MissingTimeoutRule extends DatabaseRule {

    private static final long LONG = 20 * S;

    MissingTimeoutRule() {
        super(
                FaultKind.MISSING_TIMEOUT,
                Node.PEER_SILENT,
                "statements without a time limit have been running for 20 s, and no other statement ends",
                "for 30 s, after statements had ended in a hundredth of that; two shapes at least hang, no statement of the"
                        + " database has ended since, and no connect was answered since");
    }

    @Override
    void examine(Evidence evidence, Findings findings, StatementHistory history) {
        List<Signal> hanging = new ArrayList<>();
        Set<Integer> shapes = new HashSet<>();
        Set<Long> starts = new HashSet<>();
        long first = Long.MAX_VALUE;
        long longest = 0;
        boolean unlimited = true;
        boolean known = true;
        for (Signal pending : history.pending()) {
            if (!stands(evidence, pending)) {
                continue;
            }
            hanging.add(pending);
            long start = pending.atNanos() - pending.durationNanos();
            starts.add(Math.round(start / 1e8));
            shapes.add(Signal.upper(pending.v3()));
            first = Math.min(first, start);
            longest = Math.max(longest, evidence.endNanos() - start);
            unlimited &= pending.v1() == 0 && pending.v2() <= 0;
            known &= pending.v2() == 0;
        }
        if (hanging.isEmpty() || longest < LONG || !unlimited) {
            return;
        }
        double before = history.longest().quantile(0.9, 0, first);
        double endedSince = history.ended().sum(first + 5 * S, evidence.endNanos());
        boolean aHundredTimes = before > 0 && longest / 1e6 >= 100 * before;
        boolean several =
                (starts.size() >= 2 || readElsewhere(evidence, history, hanging, shapes, first)) && aHundredTimes;
        if (endedSince > 0 && !several) {
            findings.ruleOut(
                    kind(),
                    Words.count(Math.round(endedSince), "statement") + " of the same database ended after the oldest"
                            + " that hangs had begun.");
            return;
        }
        boolean answered = connected(evidence, history.target(), first + 5 * S);
        boolean high = known
                && longest >= 30 * S
                && aHundredTimes
                && endedSince == 0
                && shapes.size() >= 2
                && !answered
                && !connectsFail(evidence, history.target());
        Signal oldest = hanging.get(0);
        for (Signal pending : hanging) {
            oldest = pending.atNanos() - pending.durationNanos() < oldest.atNanos() - oldest.durationNanos()
                    ? pending
                    : oldest;
        }
        String at = StatementWords.applicationFrame(oldest.error());
        add(
                findings,
                Subject.database(history.target()),
                first,
                S,
                high ? Confidence.HIGH : Confidence.MEDIUM,
                StatementWords.shape(evidence, Signal.upper(oldest.v3())) + " has had no answer for "
                        + Words.span(longest) + " and has no time limit"
                        + (at.isEmpty() ? "" : ", called at " + at) + "; "
                        + Words.count(Signal.lower(oldest.v3()), "statement")
                        + " hung with it, and "
                        + (endedSince == 0 ? "none has ended since." : "others end as ever."),
                known
                        ? "whether the database answers anybody: a new connection to it, from here"
                        : "the socket timeout of the connections, which was not recorded");
    }

    /** Whether several hang, one of them of a shape that only reads and ends as ever on other connections: no lock does that. */
    private static boolean readElsewhere(
            Evidence evidence, StatementHistory history, List<Signal> hanging, Set<Integer> shapes, long first) {
        if (atATime(hanging) < 2) {
            return false;
        }
        for (ShapeHistory shape : history.shapes()) {
            if (shape.readsOnly() && shape.inUseSince(first + 5 * S) && among(evidence, shapes, shape)) {
                return true;
            }
        }
        return false;
    }

    /** Most reports of one second: each is of another statement. */
    private static int atATime(List<Signal> reports) {
        Map<Long, Integer> bySecond = new HashMap<>();
        int most = 0;
        for (Signal report : reports) {
            most = Math.max(most, bySecond.merge(Math.round(report.atNanos() / 1e9), 1, Integer::sum));
        }
        return most;
    }

    private static boolean among(Evidence evidence, Set<Integer> ids, ShapeHistory shape) {
        for (int id : ids) {
            Resource resource = evidence.timeline().resource(id);
            if (resource != null && resource.name().equals(shape.text())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the statement still runs at the end: its next report is not overdue. */
    private static boolean stands(Evidence evidence, Signal pending) {
        long age = pending.durationNanos();
        return evidence.endNanos() - pending.atNanos() <= Math.max(3 * S, age * 3 / 2 + 3 * S);
    }

    private static boolean connected(Evidence evidence, String target, long since) {
        ConnectHistory connects = evidence.connectsOf(target);
        return connects != null && connects.lastSuccess() > since;
    }
}
