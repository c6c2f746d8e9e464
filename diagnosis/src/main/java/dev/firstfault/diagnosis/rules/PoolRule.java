package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.Signal;
import java.util.List;

/** A kind of fault that shows in who holds the connections of a pool, and for how long. */
abstract class PoolRule extends Rule {

    static final long S = 1_000_000_000L;

    /** What is over for longer than this is no fault of now. */
    static final long RECENT = 60 * S;

    PoolRule(FaultKind kind, Node node, String looksFor, String highWhen) {
        super(kind, node, looksFor, highWhen);
    }

    @Override
    public final void examine(Evidence evidence, Findings findings) {
        for (PoolHistory pool : evidence.pools().all()) {
            if (!pool.isClosed()) {
                examine(evidence, findings, pool);
            }
        }
    }

    abstract void examine(Evidence evidence, Findings findings, PoolHistory pool);

    /** Whether somebody waits for a connection, or gave up waiting, up to the end. */
    static boolean suffers(Evidence evidence, PoolHistory pool) {
        List<Signal> timeouts = pool.timeouts();
        return pool.pendingSince() >= 0
                || (!timeouts.isEmpty()
                        && evidence.endNanos()
                                        - timeouts.get(timeouts.size() - 1).atNanos()
                                <= RECENT);
    }
}
