package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.FailureHistory;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.Signal;
import java.util.ArrayList;
import java.util.List;

/** A kind of fault that shows in the statements of one database. */
abstract class DatabaseRule extends Rule {

    static final long S = 1_000_000_000L;

    /** What is over for longer than this is no fault of now. */
    static final long RECENT = 60 * S;

    /** Levels are recorded every second, shapes every five. */
    static final long SECONDS = 2 * S;

    static final long WINDOWS = 6 * S;

    DatabaseRule(FaultKind kind, Node node, String looksFor, String highWhen) {
        super(kind, node, looksFor, highWhen);
    }

    @Override
    public final void examine(Evidence evidence, Findings findings) {
        for (StatementHistory history : evidence.statements()) {
            if (!history.target().isEmpty()) {
                examine(evidence, findings, history);
            }
        }
    }

    abstract void examine(Evidence evidence, Findings findings, StatementHistory history);

    /** Whether somebody waits for a connection of this database, or gave up waiting, up to the end. */
    static boolean poolsSuffer(Evidence evidence, String target) {
        for (PoolHistory pool : evidence.pools().of(target)) {
            List<Signal> timeouts = pool.timeouts();
            boolean gaveUp = !timeouts.isEmpty()
                    && evidence.endNanos() - timeouts.get(timeouts.size() - 1).atNanos() <= RECENT;
            if (pool.pendingSince() >= 0 || gaveUp) {
                return true;
            }
        }
        return false;
    }

    /** Whether the pools have suffered from the first statements on, so that nothing tells how it is when all is well. */
    static boolean neverKnewBetter(Evidence evidence, StatementHistory history) {
        long first = history.ended().size() == 0 ? 0 : history.ended().at(0);
        for (PoolHistory pool : evidence.pools().of(history.target())) {
            boolean waits = pool.pendingSince() >= 0 && pool.pendingSince() - first < 20 * S;
            boolean gaveUp = !pool.timeouts().isEmpty()
                    && pool.timeouts().get(0).atNanos() - pool.timeouts().get(0).durationNanos() - first < 20 * S;
            if (waits || gaveUp) {
                return poolsSuffer(evidence, history.target());
            }
        }
        return false;
    }

    /** Whether connects to the target fail, and nothing shows that this is over. */
    static boolean connectsFail(Evidence evidence, String target) {
        ConnectHistory connects = evidence.connectsOf(target);
        return connects != null && connects.unresolved();
    }

    /** The failures of the last episode: no further apart than a minute, up to a minute before the end. */
    static List<Signal> lastEpisode(Evidence evidence, List<Signal> failures) {
        List<Signal> episode = new ArrayList<>();
        long next = evidence.endNanos();
        for (int i = failures.size() - 1; i >= 0; i--) {
            Signal failure = failures.get(i);
            if (next - failure.atNanos() > RECENT + failure.durationNanos()) {
                break;
            }
            next = failure.atNanos();
            episode.add(0, failure);
        }
        return episode;
    }

    static int count(List<Signal> failures) {
        return FailureHistory.count(failures);
    }
}
