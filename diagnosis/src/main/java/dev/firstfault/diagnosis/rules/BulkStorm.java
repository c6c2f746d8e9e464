package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.onset.BulkHistory;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Signal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server that took all bulks refuses them since a short outage, though that is over and no more come than
 * before: most of what it is sent was sent before.
 */
final class BulkStorm {

    private static final long S = 1_000_000_000L;

    /** What started it must be over for as long. */
    private static final long AFTER = 15 * S;

    /** Longer is no blip. */
    private static final long LONG = 30 * S;

    /** Less of a past does not show that the server took what came. */
    private static final long PAST = 8 * S;

    private static final Set<HttpError> OVERLOAD =
            EnumSet.of(HttpError.THREAD_POOL, HttpError.INDEXING_PRESSURE, HttpError.THROTTLED, HttpError.REJECTED);

    private final long triggeredAt;
    private final String words;

    private BulkStorm(long triggeredAt, String words) {
        this.triggeredAt = triggeredAt;
        this.words = words;
    }

    /** When the outage began. */
    long triggeredAt() {
        return triggeredAt;
    }

    String words() {
        return words;
    }

    /** The storm that goes on at the end, or null where there is none, or nothing shows what began it. */
    static @Nullable BulkStorm of(HttpHistory http, long end) {
        RefusalHistory refused = standing(http);
        BulkHistory bulks = http.bulks();
        if (refused == null || refused.onset() < PAST || end - refused.onset() < AFTER + 5 * S) {
            return null;
        }
        long onset = refused.onset();
        long[] blip = outage(http, onset);
        if (blip == null || end - blip[1] < AFTER || blip[1] - blip[0] > LONG) {
            return null;
        }
        long from = Math.min(onset, blip[0]);
        double before = bulks.brought().between(0, from) * 1e9 / from;
        double now = bulks.brought().between(blip[1], end) * 1e9 / (end - blip[1]);
        double again = bulks.repeatShare(blip[1], end);
        boolean took = before >= 0.5 && bulks.hitShare(0, from) <= 0.1;
        if (!took || now > 1.5 * before || again < 0.5) {
            return null;
        }
        return new BulkStorm(
                from,
                "A short outage has been over for " + Words.span(end - blip[1])
                        + " and no more bulks come than before, but "
                        + Words.percent(again)
                        + " of the attempts repeat one, and the server refuses on: the repeats are the"
                        + " load.");
    }

    private static @Nullable RefusalHistory standing(HttpHistory http) {
        for (RefusalHistory refused : http.refusals()) {
            boolean lasting = refused.stands() && refused.pattern() == RefusalHistory.Pattern.SUSTAINED;
            if (lasting && OVERLOAD.contains(refused.error())) {
                return refused;
            }
        }
        return null;
    }

    /** From the first to the last failure without an answer around the first refusal; null where there was none. */
    private static long @Nullable [] outage(HttpHistory http, long onset) {
        long first = -1;
        long last = -1;
        for (Signal failure : http.failures(
                HttpFailure.REFUSED, HttpFailure.UNREACHABLE, HttpFailure.NO_ANSWER, HttpFailure.CONNECTION_LOST)) {
            long began = failure.atNanos() - failure.durationNanos();
            if (began >= onset - 30 * S && failure.atNanos() <= onset + 30 * S) {
                first = first < 0 ? Math.max(0, began) : first;
                last = failure.atNanos();
            }
        }
        return first < 0 ? null : new long[] {first, last};
    }
}
