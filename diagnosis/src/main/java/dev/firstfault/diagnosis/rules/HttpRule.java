package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.verdict.FaultKind;

/** A kind of fault that shows in the requests to one HTTP target. */
abstract class HttpRule extends Rule {

    static final long S = 1_000_000_000L;

    /** What is over for longer than this is no fault of now. */
    static final long RECENT = 60 * S;

    /** Levels are recorded every second. */
    static final long SECONDS = 2 * S;

    HttpRule(FaultKind kind, Node node, String looksFor, String highWhen) {
        super(kind, node, looksFor, highWhen);
    }

    @Override
    public final void examine(Evidence evidence, Findings findings) {
        for (HttpHistory http : evidence.http()) {
            examine(evidence, findings, http);
        }
    }

    abstract void examine(Evidence evidence, Findings findings, HttpHistory http);
}
