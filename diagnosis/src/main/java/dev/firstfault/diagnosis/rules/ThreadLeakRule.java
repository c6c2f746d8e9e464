package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ThreadHistory;
import dev.firstfault.diagnosis.onset.ThreadHistory.Growth;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;

/** Threads of one family become more and more, without end. */
final class ThreadLeakRule extends Rule {

    private static final long S = 1_000_000_000L;

    /** More threads than this at work at once are rare; waiting for a limit to tell is late. */
    private static final long MANY = 300;

    ThreadLeakRule() {
        super(
                FaultKind.THREAD_LEAK,
                Node.THREAD_LEAK,
                "live threads doubled, by fifty or more, and rise steadily (Theil-Sen, Kendall's tau) until the system"
                        + " refuses one, or to more than " + MANY,
                "the system refused a thread, and half of the growth is one family's");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        ThreadHistory threads = evidence.threads();
        boolean refused = threads.refusedAt() >= 0;
        long until = refused ? threads.refusedAt() : evidence.endNanos(); // then they stand at the limit
        Growth growth = threads.growth(until);
        if (!growth.leaks() || (!refused && growth.now() < MANY)) {
            return;
        }
        String family = threads.family();
        boolean one = !family.isEmpty() && 2 * threads.count(family) >= growth.now() - growth.before();
        boolean high = refused && one;
        // Each pool brings threads: what else fails of so many pools says more than their threads.
        boolean connecting = !refused && fails(evidence);
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process(family.isEmpty() ? "threads" : family),
                growth.atNanos(),
                5 * S,
                high ? Confidence.HIGH : connecting ? Confidence.NONE : Confidence.MEDIUM,
                high ? 0.9 : connecting ? 0.3 : 0.55,
                "Threads grew from " + growth.before() + " to " + growth.now() + " in "
                        + Words.span(until - growth.atNanos())
                        + (one ? ", " + threads.count(family) + " of them " + family : "")
                        + (refused ? ", until the system refused another." : ", and still grow."),
                high ? "" : "whether threads that are done ever end: a thread dump (jcmd <pid> Thread.print)"));
    }

    private static boolean fails(Evidence evidence) {
        for (ConnectHistory history : evidence.connects()) {
            if (history.unresolved()) {
                return true;
            }
        }
        return false;
    }
}
