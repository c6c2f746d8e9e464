package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ContentionHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.HolderState;

/** Threads queue for one lock, and what its owner does under it is the application's own. */
final class LockContentionRule extends Rule {

    private static final long S = 1_000_000_000L;

    /** Fewer blocked threads are everyday life of a lock. */
    private static final int NOTABLE = 3;

    /** So many are not, if they are a third of all threads. */
    private static final int MANY = 8;

    /** Scans are seconds apart. */
    private static final long SCAN = 5 * S;

    LockContentionRule() {
        super(
                FaultKind.LOCK_CONTENTION,
                Node.LOCK_CONTENTION,
                "three threads or more blocked on one lock for ten seconds, whose owners do not wait for a lock, a"
                        + " statement, a peer or their output",
                "twenty seconds, an executor or a pool that cannot keep up since, owners mostly seen at work or asleep,"
                        + " no more load than before, and collections and CPU limit left the process its time");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        for (ContentionHistory lock : evidence.contentions()) {
            if (lock.mostBlocked() < NOTABLE || !lock.pending(evidence.endNanos()) || Frames.output(lock.frames())) {
                continue;
            }
            if (lock.knownNanos() >= 10 * S) {
                judge(evidence, findings, lock);
            } else if (lock.mostBlocked() >= Math.max(MANY, lock.threads() / 3)) {
                findings.addOpen(finding(
                        Subject.process(lock.lock()),
                        lock.onset(),
                        SCAN,
                        Confidence.NONE,
                        summary(lock),
                        "more time: they were first seen blocked " + Words.span(lock.knownNanos()) + " before"));
            }
        }
    }

    private void judge(Evidence evidence, Findings findings, ContentionHistory lock) {
        String through = through(lock);
        boolean own = lock.ownerMostly(HolderState.RUNNING) || lock.ownerMostly(HolderState.WAITING);
        boolean lost = evidence.lostTime(lock.onset(), evidence.endNanos()).notable();
        boolean surge = evidence.load().riseBefore(lock.onset()) != null;
        long overwhelmed = Overwhelmed.since(evidence);
        boolean harm = overwhelmed >= 0 && overwhelmed >= lock.onset() - SCAN;
        boolean high = through.isEmpty() && own && harm && !lost && !surge && lock.knownNanos() >= 20 * S;
        Confidence confidence = !through.isEmpty() ? Confidence.NONE : high ? Confidence.HIGH : Confidence.MEDIUM;
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process(lock.lock()),
                lock.onset(),
                SCAN,
                confidence,
                high ? 0.9 : through.isEmpty() ? 0.6 : 0.3,
                summary(lock),
                high ? "" : through.isEmpty() ? "what the lock's owners do, scan by scan" : through));
    }

    private static String summary(ContentionHistory lock) {
        return "Up to " + Words.count(lock.mostBlocked(), "thread") + " at once have been blocked on one lock, a "
                + lock.lock() + ", for " + Words.span(lock.knownNanos()) + "."
                + Frames.at(lock.frames()).replace(" At ", " Its owner was at ");
    }

    /** Why the lock only passes on what its owner waits for; empty where it does not. */
    private static String through(ContentionHistory lock) {
        if (lock.ownerMostly(HolderState.BLOCKED)) {
            return "what the owner of " + lock.lock() + " is itself blocked on";
        }
        if (lock.ownerMostly(HolderState.CHECKING_OUT)) {
            return "why the owner of " + lock.lock() + " waits for a connection";
        }
        boolean waits = lock.ownerMostly(HolderState.IN_STATEMENT) || Frames.socket(lock.frames());
        return waits ? "why the peer that the owner of " + lock.lock() + " waits for is slow" : "";
    }
}
