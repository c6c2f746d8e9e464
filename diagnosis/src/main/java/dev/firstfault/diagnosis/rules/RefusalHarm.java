package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.onset.BulkHistory;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.signals.FailureLevel;

/** What the refusals of an episode did: what was lost, how much of all was hit, who waits. Immutable. */
final class RefusalHarm {

    private static final long S = 1_000_000_000L;

    /** Records of attempts and of refusals are written at different moments of a second. */
    private static final long RECORD = 2 * S;

    /** So many documents of a bulk or two may be refused in a second, and no more for long. */
    private static final int MANY = 1000;

    private static final long MINUTE = 60 * S;

    /** So much of all that is sent may be hit now and then. */
    private static final double LITTLE = 0.05;

    private static final double MUCH = 0.2;

    private final RefusalHistory refused;
    private final double count;
    private final double lost;
    private final double share;
    private final boolean trouble;

    private RefusalHarm(RefusalHistory refused, double count, double lost, double share, boolean trouble) {
        this.refused = refused;
        this.count = count;
        this.lost = lost;
        this.share = share;
        this.trouble = trouble;
    }

    /** The harm of the last episode of refusals by a target. */
    static RefusalHarm of(Evidence evidence, HttpHistory http, RefusalHistory refused) {
        long from = refused.onset();
        long to = refused.lastAt();
        // What a burst hits is little or much beside what came before it.
        boolean burst = refused.pattern() == RefusalHistory.Pattern.BURST;
        long first = burst ? Math.max(0, Math.min(from, to - MINUTE)) : from;
        BulkHistory bulks = http.bulks();
        // Bulks that are sent again and again have not ended: they show in the attempts only.
        double bulkShare = Math.max(bulks.hitShare(first, to), bulks.repeatShare(first, to));
        double ended = http.ended().sum(first, to);
        double whole = refused.count(FailureLevel.REQUEST, first, to);
        double requestShare = ended < 1 ? Double.NaN : Math.min(1, whole / ended);
        // Documents are refused in answers to requests that succeeded: where bulks are not followed, nothing tells how
        // many were hit.
        boolean blind = !bulks.seen() && refused.count(FailureLevel.ITEM, first, to) > 0;
        double share = blind
                ? Double.NaN
                : Double.isNaN(bulkShare)
                        ? requestShare
                        : Double.isNaN(requestShare) ? bulkShare : Math.max(bulkShare, requestShare);
        long overwhelmed = Overwhelmed.since(evidence);
        Shift mean = Shift.of(http.mean(), evidence.endNanos(), 5);
        boolean waits = overwhelmed >= 0 && overwhelmed >= from - RECORD;
        boolean late = mean.rose(3, 50) && mean.onset() >= from - 5 * S;
        return new RefusalHarm(
                refused,
                refused.count(from, to),
                bulks.givenUp().between(from - RECORD, to + RECORD),
                share,
                waits || late);
    }

    /** How much was refused. */
    double count() {
        return count;
    }

    /** Documents given up for good. */
    double lost() {
        return lost;
    }

    /** A few single refusals: nothing that a client does not expect. */
    boolean trifling() {
        boolean once = refused.pattern() == RefusalHistory.Pattern.BURST
                && refused.runs() == 1
                && refused.longestRun() <= RECORD
                && Double.isNaN(share);
        return lost < 1 && !trouble && (count < 10 || (count < (once ? MANY : 30) && !(share >= MUCH)));
    }

    /** Whether every refusal was made good by a later attempt, and few of all were hit. */
    boolean absorbed() {
        return lost < 1 && !trouble && share < LITTLE;
    }

    /** Whether something was lost, much of all was hit, or work waits for it. */
    boolean real() {
        return lost >= 1 || trouble || share >= MUCH;
    }

    /** Whether it goes on, and has for ten seconds, or comes again and again. */
    boolean lasting() {
        return refused.stands()
                && (refused.pattern() == RefusalHistory.Pattern.SUSTAINED || (refused.runs() >= 3 && lost >= 1));
    }
}
